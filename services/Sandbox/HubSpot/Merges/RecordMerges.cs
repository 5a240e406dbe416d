using System.Globalization;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Sandbox.HubSpot.Webhooks;

namespace Integration.Sandbox.HubSpot.Merges;

/// <summary>Two records become a third. Source: facts/hubspot.md section 3.4.</summary>
internal sealed class RecordMerges(PortalState state)
{
    private const int IdentitiesMax = 250;

    /// <summary>The primary's values win and its blanks are filled (sources disagree on the rule); the furthest stage stays.</summary>
    /// <exception cref="HubSpotRefusedException">404 unknown record, 400 merged with itself, 414 too many identities; nothing was merged.</exception>
    public HubSpotRecord Merge(ObjectType type, long primaryId, long otherId, Caller by)
    {
        var table = state.Table(type);
        var primary = Live(table, primaryId);
        var other = Live(table, otherId);
        if (primary.Id == other.Id) throw Refusals.Validation("A record cannot be merged with itself.");
        var merged = MergedIds(primary).Concat(MergedIds(other)).ToList();
        if (merged.Count > IdentitiesMax)
            throw Refusals.Of(new HubSpotError(414, $"Cannot have more than {IdentitiesMax} identities on a profile") { Category = "VALIDATION_ERROR" });

        var now = state.Now;
        var values = new List<KeyValuePair<string, PropertyValue>>();
        var moved = Fill(table, primary, other, values);
        values.Add(Value("hs_merged_object_ids", string.Join(';', merged), primary, now, by));
        if (type == ObjectType.Contact) AddContactIdentities(primary, other, now, by, values);

        foreach (var each in new[] { primary, other })
            foreach (var (property, value) in table.UniqueValues(each).ToList()) table.Release(property, value, each.Id);
        var id = state.Options.MergeKeepsPrimaryId ? primary.Id : table.NextId++;
        var createdAt = primary.CreatedAt < other.CreatedAt ? primary.CreatedAt : other.CreatedAt;
        var made = new HubSpotRecord(type, id, createdAt, primary.CreatedBy) { UpdatedAt = now, Bag = primary.Bag.With(values) };
        HubSpotRecord[] ended = state.Options.MergeKeepsPrimaryId ? [other] : [primary, other];
        foreach (var each in ended)
        {
            state.End(each);
            table.Alias(each.Id, id);
            state.Links.Move(type, each.Id, id);
        }
        made = made.Next(++state.Revision, now, made.Bag, null);
        foreach (var (property, value) in table.UniqueValues(made)) table.Claim(property, value, id);
        state.Store(made);
        state.Outbox.Merge(made, new MergedIds(primary.Id, [other.Id], id, moved), by, now);
        // The losers are told as deletions; values that moved are not told at all (section 7.3).
        foreach (var each in ended) state.Outbox.Deletion(each, by, now);
        return table.Find(id)!;
    }

    private static HubSpotRecord Live(RecordTable table, long id) =>
        table.FindThroughMerges(id) is { Archived: false } record ? record : throw Refusals.NotFound();

    private static IEnumerable<string> MergedIds(HubSpotRecord record) =>
        (record.Bag.Find("hs_merged_object_ids")?.Value?.Split(';') ?? []).Append(record.Id.ToString(CultureInfo.InvariantCulture));

    private static int Fill(RecordTable table, HubSpotRecord primary, HubSpotRecord other, List<KeyValuePair<string, PropertyValue>> values)
    {
        for (var i = 0; i < other.Bag.Count; i++)
        {
            var (name, theirs) = (other.Bag.NameAt(i), other.Bag.ValueAt(i));
            if (name is "hs_additional_emails" or "hs_merged_object_ids" or "hs_calculated_merged_vids" || theirs.Value is null) continue;
            var ours = primary.Bag.Find(name)?.Value;
            var further = name == LifecycleStages.Property && ours is not null && table.Properties.Any(name) is { } stages
                && LifecycleStages.Rank(stages, theirs.Value) > LifecycleStages.Rank(stages, ours);
            if (ours is null || further) values.Add(new(name, theirs));
        }
        return values.Count;
    }

    private static void AddContactIdentities(HubSpotRecord primary, HubSpotRecord other, DateTimeOffset now, Caller by, List<KeyValuePair<string, PropertyValue>> values)
    {
        var email = primary["email"] ?? other["email"];
        var emails = new[] { primary["hs_additional_emails"], other["email"], other["hs_additional_emails"] }
            .Where(each => each is not null).SelectMany(each => each!.Split(';')).Where(each => each != email).Distinct().ToList();
        if (emails.Count > 0) values.Add(Value("hs_additional_emails", string.Join(';', emails), primary, now, by));
        var stamps = new[] { primary["hs_calculated_merged_vids"], other["hs_calculated_merged_vids"] }.Where(each => each is not null)
            .Concat(new[] { primary, other }.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Id}:{now.ToUnixTimeMilliseconds()}")));
        values.Add(Value("hs_calculated_merged_vids", string.Join(';', stamps), primary, now, by));
    }

    private static KeyValuePair<string, PropertyValue> Value(string name, string value, HubSpotRecord before, DateTimeOffset now, Caller by) =>
        new(name, new PropertyValue(value, now, by, before.Bag.Find(name)));
}
