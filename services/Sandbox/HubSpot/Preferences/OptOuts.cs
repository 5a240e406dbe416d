using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Preferences;

/// <summary>Opting a person out of all email, or in again: the only way <c>hs_email_optout</c> changes (facts/hubspot.md section 4).</summary>
internal sealed class OptOuts(PortalState state)
{
    /// <summary>Remembers the wish for the email, and shows it on the contact that has it as its primary or secondary one.</summary>
    /// <returns>The contact, as it is now; null when nobody has the email.</returns>
    public HubSpotRecord? Set(string email, bool optedOut, Caller by)
    {
        var key = email.Trim().ToLowerInvariant();
        state.Preferences.SetAll(key, optedOut);
        state.Revision++;
        var table = state.Table(ObjectType.Contact);
        if (table.Resolve(key, "email", throughMerges: false) is not { } contact) return null;
        if (!optedOut && contact["hs_email_optout"] is null) return contact;
        var plan = new PlannedWrite(table, contact, [(table.Properties.Any("hs_email_optout")!, optedOut ? "true" : "false")], ["hs_email_optout"], [], []);
        return new RecordWrites(state).Commit(plan, by).Record;
    }

    /// <summary>A contact shows the wish that belongs to its address: one that is made with, or moves to, an address that is out, is out.</summary>
    public static void Follow(PortalState state, RecordTable table, HubSpotRecord? current, List<(PropertyDefinition Property, string? Value)> changes)
    {
        if (table.Type != ObjectType.Contact || changes.Find(each => each.Property.Name == "email") is not { Property: not null } email) return;
        if (changes.Exists(each => each.Property.Name == "hs_email_optout")) return;
        var isOut = email.Value is { } address && state.Preferences.IsUnsubscribedFromAll(address.Trim().ToLowerInvariant());
        if (isOut != (current?["hs_email_optout"] == "true")) changes.Add((table.Properties.Any("hs_email_optout")!, isOut ? "true" : "false"));
    }
}
