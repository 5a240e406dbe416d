using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Agreements;

/// <summary>Turns a field's name in an Agreement into the field: <c>jobtitle</c> is HubSpot's, <c>salesforce.Status</c> Salesforce's.</summary>
/// <remarks>A person is a Lead or a Contact in Salesforce, so a Salesforce field may stand on either; the type is the first one's.</remarks>
internal sealed class FieldLookup(SchemaCatalog catalog, Findings findings)
{
    private const string SalesforcePrefix = "salesforce.";
    private const string HubSpotPrefix = "hubspot.";
    private const string Deal = "Opportunity";
    private static readonly string[] People = ["Lead", "Contact"];

    /// <summary>The field of a text; null when, reported, no system has it.</summary>
    public FieldRef? Find(YamlText text)
    {
        var (system, name) = Split(text.Value);
        return Find(text, system, name);
    }

    /// <summary>The field of that system which a text names without a prefix; null when, reported, the system has no such.</summary>
    public FieldRef? Find(SystemName system, YamlText text)
    {
        var (named, name) = Split(text.Value);
        if (named == system || name == text.Value) return Find(text, system, name);
        findings.Report(DiagnosticCodes.AgreementFieldSide, text, $"{Quote.Of(text.Value)} is a field of {named}, and a field of {system} belongs here", "name a field of the other system, without a prefix");
        return null;
    }

    /// <summary>The field of opportunities that a text names; null when, reported, there is no such.</summary>
    public string? OfDeal(YamlText text)
    {
        var (_, name) = Split(text.Value);
        if (catalog.Find(SystemName.Salesforce, Deal) is { } known)
        {
            if (known.Find(name) is not null) return name;
            findings.Report(DiagnosticCodes.AgreementUnknownField, text, $"Salesforce has no field {Quote.Of(name)} on {Deal}",
                NearName.Mend(name, known.Fields.Select(field => field.Name), $"make the field, or take one that is there; `integration describe salesforce {Deal}` lists them"));
            return null;
        }
        if (name.Length is > 0 and <= 80 && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')) return name;
        findings.Report(DiagnosticCodes.AgreementUnknownField, text, $"{Quote.Of(name)} is no name of a field of {Deal}", "use the API name: letters, digits and _, such as Loss_Reason__c");
        return null;
    }

    private FieldRef? Find(YamlText text, SystemName system, string name)
    {
        var known = (system == SystemName.HubSpot ? ["contacts"] : People).Select(each => catalog.Find(system, each)).OfType<SchemaObject>().ToList();
        if (known.Select(each => each.Find(name)).FirstOrDefault(field => field is not null) is { } found)
        {
            if (found.Kind is { } type) return new FieldRef(system, name, type);
            findings.Report(DiagnosticCodes.AgreementUnknownField, text, $"{system}'s {Quote.Of(name)} is of a type that cannot be judged ({found.Type})", "use a text, number, date, yes/no or list field");
            return null;
        }
        var names = known.SelectMany(each => each.Fields).Select(field => field.Name).ToList();
        // A custom field may exist without standing in the shipped schema: only a name that looks like a slip is called one.
        if (names.Count > 0 && NearName.Of(name, names) is { } near)
        {
            findings.Report(DiagnosticCodes.AgreementUnknownField, text, $"{system} has no field {Quote.Of(name)} on people", $"did you mean '{near}'? use the API name, with its case");
            return null;
        }
        findings.Report(DiagnosticCodes.AgreementUnjudgedField, text, $"{system}'s {Quote.Of(name)} is not in the schema at hand, so it is read as text", "run `integration check --online` to check it against the live system");
        return new FieldRef(system, name);
    }

    private static (SystemName System, string Name) Split(string text) =>
        text.StartsWith(SalesforcePrefix, StringComparison.Ordinal) ? (SystemName.Salesforce, text[SalesforcePrefix.Length..])
        : text.StartsWith(HubSpotPrefix, StringComparison.Ordinal) ? (SystemName.HubSpot, text[HubSpotPrefix.Length..])
        : (SystemName.HubSpot, text);
}
