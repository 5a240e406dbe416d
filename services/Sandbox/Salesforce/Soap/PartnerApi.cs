using System.Xml.Linq;
using Integration.Sandbox.Salesforce.Conversions;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Merges;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Soap;

/// <summary>The calls of the partner API that REST lacks: convertLead, merge, undelete. There is no login: it retires (facts/salesforce.md section 2).</summary>
internal static class PartnerApi
{
    private const int ConvertsMax = 100;
    private const int UndeletesMax = 200;

    public static ApiAnswer Answer(SalesforceOrg org, string text, int version)
    {
        if (SoapXml.Read(text) is not { } envelope) return Fault("UNKNOWN_EXCEPTION", "the request is no well-formed XML envelope", "soapenv:Client");
        var header = envelope.Elements().FirstOrDefault(part => part.Name == SoapXml.Envelope + "Header");
        var call = envelope.Elements().FirstOrDefault(part => part.Name == SoapXml.Envelope + "Body")?.Elements().FirstOrDefault();
        if (call is null) return Fault("UNKNOWN_EXCEPTION", "the envelope has no body", "soapenv:Client");
        var session = org.Sessions.Use(Header(header, "SessionHeader") is { } given ? SoapXml.Text(given, "sessionId") : null);
        if (session is null) return Fault("INVALID_SESSION_ID", "Invalid Session ID found in SessionHeader: Illegal Session");
        if (org.ApiCalls.Used >= org.Options.DailyApiRequests) return Fault("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        org.ApiCalls.Add(1);
        var client = Header(header, "CallOptions") is { } options ? SoapXml.Text(options, "client") : null;
        var caller = new Caller(session.UserId)
        {
            Client = client,
            Origin = CallerHeaders.Origin("soap", version, client),
            Version = version,
            AutoAssign = false,
            AllowDuplicates = Header(header, "DuplicateRuleHeader") is { } rule && SoapXml.Flag(rule, "allowSave"),
            Subject = $"POST /services/Soap/u/{version}.0/{call.Name.LocalName}",
        };
        return call.Name.LocalName switch
        {
            "convertLead" => Each(org, caller, call, "leadConverts", ConvertsMax, Convert),
            "merge" => Each(org, caller, call, "request", ConvertsMax, Merge),
            "undelete" => Each(org, caller, call, "ids", UndeletesMax, Undelete),
            var other => Fault("INVALID_OPERATION", $"the operation {other} is not served here; there are convertLead, merge and undelete", "soapenv:Client"),
        };
    }

    /// <summary>One result per member, each in a transaction of its own.</summary>
    private static ApiAnswer Each(SalesforceOrg org, Caller caller, XElement call, string member, int most, Func<Transaction, XElement, XElement> carry)
    {
        var members = call.Elements().Where(part => part.Name.LocalName == member).ToList();
        if (members.Count == 0) return Fault("MISSING_ARGUMENT", $"{member} is missing", "soapenv:Client");
        if (members.Count > most) return Fault("EXCEEDED_ID_LIMIT", $"no more than {most} {member} in one call", "soapenv:Client");
        var results = members.Select(part => One(org, caller, part, carry)).ToList();
        var limits = new XElement(SoapXml.Partner + "LimitInfoHeader", new XElement(SoapXml.Partner + "limitInfo",
            SoapXml.Element("current", org.ApiCalls.Used), SoapXml.Element("limit", org.Options.DailyApiRequests), SoapXml.Element("type", "API REQUESTS")));
        var body = new XElement(SoapXml.Partner + (call.Name.LocalName + "Response"), results);
        return new ApiAnswer(200) { Text = ("text/xml;charset=UTF-8", SoapXml.Write(limits, body)), Written = results.Count(result => SoapXml.Flag(result, "success")) };
    }

    private static XElement One(SalesforceOrg org, Caller caller, XElement part, Func<Transaction, XElement, XElement> carry)
    {
        try
        {
            return org.Write(caller, null, tx => carry(tx, part));
        }
        catch (RefusedException refused)
        {
            return Refused(part.Name.LocalName, refused);
        }
    }

    private static XElement Convert(Transaction tx, XElement part)
    {
        var leadId = SoapXml.Text(part, "leadId") ?? throw new RefusedException("MISSING_ARGUMENT", "leadId is missing", "leadId");
        var into = Conversion.Carry(tx, new LeadConversion(leadId)
        {
            Status = SoapXml.Text(part, "convertedStatus") ?? throw new RefusedException("MISSING_ARGUMENT", "convertedStatus is missing", "convertedStatus"),
            AccountId = SoapXml.Text(part, "accountId"),
            ContactId = SoapXml.Text(part, "contactId"),
            OwnerId = SoapXml.Text(part, "ownerId"),
            OpportunityName = SoapXml.Text(part, "opportunityName"),
            CreateOpportunity = !SoapXml.Flag(part, "doNotCreateOpportunity"),
            OverwriteLeadSource = SoapXml.Flag(part, "overwriteLeadSource"),
        });
        return Result(SoapXml.Element("accountId", into.AccountId), SoapXml.Element("contactId", into.ContactId), SoapXml.Element("leadId", RecordId.Normalise(leadId)),
            SoapXml.Element("opportunityId", into.OpportunityId), SoapXml.Element("success", "true"));
    }

    private static XElement Merge(Transaction tx, XElement part)
    {
        var master = part.Elements().FirstOrDefault(child => child.Name.LocalName == "masterRecord") ?? throw new RefusedException("MISSING_ARGUMENT", "masterRecord is missing");
        var type = tx.State.Schema.Find(SoapXml.Text(master, "type") ?? "") ?? throw new RefusedException("INVALID_TYPE", $"sObject type '{SoapXml.Text(master, "type")}' is not supported.");
        var id = SoapXml.Text(master, "Id") ?? throw new RefusedException("MISSING_ARGUMENT", "Id not specified in a merge call", "Id");
        var losers = part.Elements().Where(child => child.Name.LocalName == "recordToMergeIds").Select(child => child.Value).ToList();
        var moved = Merges.Merge.Carry(tx, type, id, losers, Fields(master));
        return Result(SoapXml.Element("id", RecordId.Normalise(id)), losers.Select(loser => SoapXml.Element("mergedRecordIds", RecordId.Normalise(loser))),
            SoapXml.Element("success", "true"), moved.Select(child => SoapXml.Element("updatedRelatedIds", child)));
    }

    private static XElement Undelete(Transaction tx, XElement part)
    {
        var id = RecordId.Normalise(part.Value.Trim()) ?? throw new RefusedException("MALFORMED_ID", $"malformed id {part.Value}");
        var type = tx.State.Schema.OfId(id) ?? throw new RefusedException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
        Deletion.Undelete(tx, type, id);
        return Result(SoapXml.Element("id", id), SoapXml.Element("success", "true"));
    }

    /// <summary>SOAP leaves out what it does not change; a field is emptied only by its name in fieldsToNull.</summary>
    private static Dictionary<string, object?> Fields(XElement record)
    {
        var fields = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in record.Elements())
        {
            if (part.Name.LocalName == "fieldsToNull") fields[part.Value.Trim()] = null;
            else if (part.Name.LocalName is not ("type" or "Id")) fields[part.Name.LocalName] = part.Value;
        }
        return fields;
    }

    private static XElement Result(params object?[] parts) => new(SoapXml.Partner + "result", parts);

    private static XElement Refused(string member, RefusedException refused)
    {
        var errors = refused.Errors.Select(error => new XElement(SoapXml.Partner + "errors", (error.Fields ?? []).Select(field => SoapXml.Element("fields", field)), SoapXml.Element("message", error.Message), SoapXml.Element("statusCode", error.Code)));
        return member == "leadConverts"
            ? Result(SoapXml.Element("accountId", null), SoapXml.Element("contactId", null), errors, SoapXml.Element("leadId", null), SoapXml.Element("opportunityId", null), SoapXml.Element("success", "false"))
            : Result(errors, SoapXml.Element("id", null), SoapXml.Element("success", "false"));
    }

    private static XElement? Header(XElement? header, string name) => header?.Elements().FirstOrDefault(part => part.Name.LocalName == name);

    /// <summary>Faults come with HTTP 500, a bad session among them.</summary>
    private static ApiAnswer Fault(string code, string message, string? faultCode = null)
    {
        var fault = new XElement(SoapXml.Envelope + "Fault", new XElement("faultcode", faultCode ?? "sf:" + code), new XElement("faultstring", $"{code}: {message}"),
            new XElement("detail", new XElement(SoapXml.Fault + "UnexpectedErrorFault", new XAttribute(SoapXml.Xsi + "type", "sf:UnexpectedErrorFault"),
                new XElement(SoapXml.Fault + "exceptionCode", code), new XElement(SoapXml.Fault + "exceptionMessage", message))));
        return new ApiAnswer(500) { Text = ("text/xml;charset=UTF-8", SoapXml.Write(null, fault)) };
    }
}
