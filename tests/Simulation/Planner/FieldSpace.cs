using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Simulation.Tests.Planner;

/// <summary>Every case of the small space, and random ones of the large.</summary>
internal static class FieldSpace
{
    private static readonly string[] Texts = ["1", "2", "3", " 1 ", "1;2", "x"];

    private static readonly FieldValue[] Answers = [FieldValue.Blank, FieldValue.Of("true"), FieldValue.Of("false")];

    /// <summary>All policies, directions, drift rules and tie sides over every combination of bases and values.</summary>
    public static IEnumerable<FieldCase> All()
    {
        FieldValue[] bases = [FieldValue.Missing, FieldValue.Blank, .. Texts.Take(5).Select(FieldValue.Of)];
        FieldValue[] values = [FieldValue.Missing, FieldValue.Blank, .. Texts.Select(FieldValue.Of)];
        FieldValue[] answers = [FieldValue.Missing, .. Answers];
        return from field in Fields()
               let isAnswer = field.Type == FieldType.Boolean
               from baseHubSpot in isAnswer ? answers : bases
               from baseSalesforce in isAnswer ? answers : bases
               from hubSpot in isAnswer ? answers : values
               from salesforce in isAnswer ? answers : values
               select new FieldCase(field, baseHubSpot, baseSalesforce, hubSpot, salesforce);
    }

    /// <summary>Correlated: one value, perturbed on either side as people and systems do.</summary>
    public static FieldCase Random(Random random, FieldMapping[] fields)
    {
        var field = fields[random.Next(fields.Length)];
        if (field.Type == FieldType.Boolean) return new FieldCase(field, Answer(random), Answer(random), Answer(random), Answer(random));
        var common = Value(random);
        var (baseHubSpot, baseSalesforce) = random.Next(6) == 0 ? (FieldValue.Missing, FieldValue.Missing) : (Perturb(random, common), Perturb(random, common));
        return new FieldCase(field, baseHubSpot, baseSalesforce, Perturb(random, baseHubSpot), Perturb(random, baseSalesforce));
    }

    public static IEnumerable<FieldMapping> Fields() =>
        from conflict in Enum.GetValues<ConflictPolicy>()
        from direction in Enum.GetValues<FieldDirection>()
        from drift in Enum.GetValues<DriftRule>()
        from side in Enum.GetValues<SystemName>()
        from optIn in conflict == ConflictPolicy.OptOut ? (SystemName?[])[null, SystemName.HubSpot, SystemName.Salesforce] : [null]
        select new FieldMapping
        {
            HubSpot = "field",
            Salesforce = "Field__c",
            Conflict = conflict,
            Direction = direction,
            Drift = drift,
            Else = side,
            OptInFrom = optIn,
            Type = conflict switch
            {
                ConflictPolicy.Max or ConflictPolicy.Min => FieldType.Number,
                ConflictPolicy.Union or ConflictPolicy.UnionGrow => FieldType.MultiPicklist,
                ConflictPolicy.OptOut => FieldType.Boolean,
                _ => FieldType.Text,
            },
            Order = conflict == ConflictPolicy.MostAdvanced ? ["1", "2", "3"] : [],
        };

    private static FieldValue Answer(Random random) => random.Next(8) == 0 ? FieldValue.Missing : Answers[random.Next(Answers.Length)];

    private static FieldValue Perturb(Random random, FieldValue value) => random.Next(8) switch
    {
        < 3 => value,
        3 => FieldValue.Blank,
        4 => value.HasText ? FieldValue.Of($" {value.Text} ") : value,
        _ => Value(random),
    };

    private static FieldValue Value(Random random) => random.Next(12) switch
    {
        0 => FieldValue.Blank,
        1 => FieldValue.Of(string.Join(';', Enumerable.Range(1, 5).Where(_ => random.Next(2) == 0))),
        var n => FieldValue.Of($"{n % 6}"),
    };
}
