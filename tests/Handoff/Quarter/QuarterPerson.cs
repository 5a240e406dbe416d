using System.Globalization;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Core.Tests.Quarter;
using Integration.Core.Verdicts;

namespace Integration.Handoff.Tests.Quarter;

/// <summary>One person with the records that both systems hold, as they look at a minute.</summary>
internal sealed class QuarterPerson(Person person, int lateness)
{
    public Person Person => person;
    public List<(int At, VerdictKind Kind)> Verdicts { get; } = [];
    public RecordKey Contact { get; } = new(SystemName.HubSpot, "contacts", person.Number.ToString(CultureInfo.InvariantCulture));
    public RecordKey Lead { get; } = new(SystemName.Salesforce, "Lead", string.Create(CultureInfo.InvariantCulture, $"00Q{person.Number:D15}"));
    public RecordKey Buyer { get; } = new(SystemName.Salesforce, "Contact", string.Create(CultureInfo.InvariantCulture, $"003{person.Number:D15}"));
    public RecordKey Call { get; } = new(SystemName.Salesforce, "Task", string.Create(CultureInfo.InvariantCulture, $"00T{person.Number:D15}"));
    public RecordKey Deal { get; } = new(SystemName.Salesforce, "Opportunity", string.Create(CultureInfo.InvariantCulture, $"006{person.Number:D15}"));
    public Guid? Handoff { get; private set; }
    public int Sent { get; private set; }
    /// <summary>What the owner does; null before the handoff.</summary>
    public Deeds? Deeds { get; private set; }
    public string? Owner { get; private set; }
    public Twist? Twist { get; private set; }
    public Sending Sending => new(person, Sent, Deeds!, lateness);
    /// <summary>The other contact of the same person, once it turned out and until the sync knows.</summary>
    public QuarterPerson? Absorbs { get; set; }
    /// <summary>Whose Lead sales works on, of two who are one: the person itself, mostly.</summary>
    public QuarterPerson? WorkedAs { get; set; }
    /// <summary>Sales works on the other one's Lead.</summary>
    public bool IsDropped { get; set; }

    public void Opened(Guid handoff, string owner, int sent, int seed) =>
        (Handoff, Owner, Sent, Deeds, Twist) = (handoff, owner, sent, Script.Of(owner, person.Number, sent, seed), Twist.Of(owner, person.Number, seed));

    /// <summary>When what happens so many minutes after the sending is heard of.</summary>
    public int Heard(int after) => Sent + after + lateness;

    public bool IsDelivered(int now) => Deeds is { } deeds && now >= Sent + deeds.Delivered;

    /// <summary>Where the person is in Salesforce, as we can know it: a Contact once there is a deal.</summary>
    public RecordKey? InSalesforce(int now) => !IsDelivered(now) ? null : Deeds!.Opportunity is { } deal && now >= Heard(deal) ? Buyer : Lead;

    public Pair Seen(Pair pair, int now)
    {
        var isOut = person.OptsOut <= now;
        var hubSpot = Observe(Contact, isOut ? person.OptsOut!.Value : person.Arrives, person.Arrives, now,
            ("country", person.Country), ("numemployees", person.Size.ToString(CultureInfo.InvariantCulture)), ("jobtitle", person.Title), ("hs_email_optout", isOut ? "true" : null));
        pair = pair with { CleanGeneration = pair.DirtyGeneration, HubSpot = pair.HubSpot with { Ref = Contact, Seen = hubSpot } };
        return (WorkedAs ?? this).SeenInSalesforce(pair, now);
    }

    private Pair SeenInSalesforce(Pair pair, int now)
    {
        if (InSalesforce(now) is not { } record) return pair;
        var (made, changed) = record == Lead ? (Sent + Deeds!.Delivered, Sent + Deeds.Delivered) : (Sent + Deeds!.Opportunity!.Value, Sent + Deeds.Opportunity.Value);
        var values = new List<(string, string?)>();
        if (record == Lead)
        {
            var (status, reason, owner) = ("Open", (string?)null, Owner!);
            if (Twist!.Moved is { } moved && now >= Heard(moved)) (owner, changed) = (Twist.MovedTo!, Sent + moved);
            foreach (var (after, value) in new[] { (Deeds.Accepted, "Accepted"), (Deeds.Working, "Working"), (Deeds.Rejected, "Rejected") })
                if (after is { } minutes && now >= Heard(minutes)) (status, changed) = (value, Sent + minutes);
            if (Deeds.ReasonAt is { } told && now >= Heard(told)) (reason, changed) = (Deeds.RejectReason, Sent + told);
            values = [("Status", status), ("Reject_Reason__c", reason), ("OwnerId", Company.IdOf(owner))];
        }
        return pair with { Salesforce = pair.Salesforce with { Ref = record, Seen = Observe(record, changed, made, now, [.. values]) } };
    }

    /// <summary>The logged call.</summary>
    public Sighting Called(int now) => new()
    {
        Seen = Observe(Call, Sent + Deeds!.Touched!.Value, Sent + Deeds.Touched.Value, now, ("IsClosed", "true"), ("TaskSubtype", "Call"), ("CompletedDateTime", Instant(Sent + Deeds.Touched.Value)), ("OwnerId", "005A00000000001AAA")),
        People = [InSalesforce(now)!.Value],
    };

    /// <summary>The opportunity, open or closed.</summary>
    public Sighting Sold(int now)
    {
        var (opened, closed) = (Sent + Deeds!.Opportunity!.Value, Deeds.Closed is { } after && now >= Heard(after) ? Sent + after : (int?)null);
        return new Sighting
        {
            Seen = Observe(Deal, closed ?? opened, opened, now, ("StageName", closed is null ? "Open" : "Closed"), ("Amount", "1000"), ("CurrencyIsoCode", "EUR"), ("IsClosed", closed is null ? "false" : "true"), ("IsWon", closed is not null && Deeds.Won ? "true" : "false"),
                ("LastStageChangeDate", Instant(closed ?? opened)), ("Loss_Reason__c", closed is not null && Deeds.Told ? "price" : null), ("Competitor__c", closed is not null && Deeds.Told ? "none" : null)),
            People = [Buyer],
        };
    }

    private static Observation Observe(RecordKey key, int changed, int made, int now, params (string, string?)[] values) => new()
    {
        Key = key,
        Life = Life.Live,
        Values = FieldValues.Of(values),
        Version = Minutes.At(changed).ToUnixTimeMilliseconds(),
        CreatedAt = Minutes.At(made),
        ReadStartedAt = Minutes.At(now),
        ReadEndedAt = Minutes.At(now),
    };

    private static string Instant(int minute) => Minutes.At(minute).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
