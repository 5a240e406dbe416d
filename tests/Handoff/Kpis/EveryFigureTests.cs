using Integration.Core.Agreements;
using Integration.Core.Conditions;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Packets;
using Integration.Core.Records;
using Integration.Handoff.Kpis;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger;

namespace Integration.Handoff.Tests.Kpis;

/// <summary>Every figure out of what the role itself stored, over each kind of ledger, with numbers that were worked out by hand.</summary>
/// <remarks>
/// Four contacts at 9:00, three of them ready and sent; the calendar is open day and night, the first touch is due at 13:00.
/// Paul: called 10:00, working 11:00, opportunity 12:00, lost with reason and competitor the day after. Rosa: rejected by a reason 10:00.
/// Quin: nobody does anything. Ines is not ready.
/// </remarks>
public sealed class EveryFigureTests
{
    private static readonly Dictionary<KpiId, (decimal Numerator, decimal Denominator)> ByHand = new()
    {
        [KpiId.K1] = (3, 4), // Paul, Rosa, Quin of four who let us know.
        [KpiId.K2] = (1, 3), // Paul.
        [KpiId.K3a] = (1, 1), // Paul was worked.
        [KpiId.K3b] = (1, 3),
        [KpiId.K3c] = (1, 1), // And had an opportunity.
        [KpiId.K4] = (1, 2), // Paul was called in time; Rosa was answered first, so nothing was owed.
        [KpiId.K5] = (1, 2), // Quin.
        [KpiId.K7] = (1, 2),
        [KpiId.K8] = (5, 6), // Two required fields each; Quin has no company.
        [KpiId.K9] = (0, 1), // Nobody leaks; Quin's is open.
        [KpiId.K11] = (1, 1), // Paul's outcome is known.
        [KpiId.K24] = (1, 1), // His loss has reason and competitor.
        [KpiId.K25] = (2, 2), // Paul and Rosa ended as agreed.
        [KpiId.K30] = (0, 3), // Accepted, rejected, waiting: no gap.
    };

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Every_figure_is_what_was_worked_out_by_hand(string kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await using var rig = await Rig.SignedAsync(place.Ledger, terms => terms with
        {
            Handover = terms.Handover with { Packet = [new PacketField(new FieldRef(SystemName.HubSpot, "email")), new PacketField(new FieldRef(SystemName.HubSpot, "company"))] },
        });
        await RunAsync(rig);

        var from = rig.Time.GetUtcNow().AddDays(-7);
        var books = new KpiBooks(rig.Ledger, rig.Agreements, new HandoffOptions { Mapping = "people" }, rig.Time);
        var figures = (await books.ReckonAsync([.. KpiTable.All.Select(one => one.Id)], (id, now) => new KpiQuestion(id, from, now.AddDays(1), now.AddDays(200)), default)).ToDictionary(figure => figure.Id);

        Assert.Equal(ByHand.Select(one => $"{one.Key} {one.Value.Numerator} of {one.Value.Denominator}"), ByHand.Keys.Select(id => $"{id} {figures[id].Numerator} of {figures[id].Denominator}"));
        // Behind each figure stands its list: as many lines as are counted, the hit ones marked.
        foreach (var figure in figures.Values.Where(figure => figure.Id is KpiId.K2 or KpiId.K3b or KpiId.K4 or KpiId.K25))
            Assert.Equal(figure.Denominator, figure.Records.Count(record => record.Place is KpiPlace.Counted or KpiPlace.Missed));
        // Rosa by her no and Paul by being called, each after one hour; Quin has not been decided.
        Assert.Equal((TimeSpan.FromHours(1), 2, 1), (figures[KpiId.K38].Times[KpiTimes.All].Median, figures[KpiId.K38].Times[KpiTimes.All].Reached, figures[KpiId.K38].Times[KpiTimes.All].Censored));
        Assert.Equal(1, figures[KpiId.K6].Times[KpiTimes.All].Reached);
    }

    [Fact]
    public async Task What_was_read_is_not_read_again_and_an_erasure_is()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        var book = new EventBook(rig.Ledger);
        var versions = new Dictionary<string, long>();
        Assert.Equal(HandoffEventKind.Delivered, Assert.Single(await book.ReadAsync(versions, default)).Events[^1].Kind);

        await rig.World.EditAsync(await rig.World.LeadOfAsync(contact), ("Status", "Working"));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.SettleAsync();
        Assert.Equal((await rig.OnlyAsync()).Events.Count, Assert.Single(await book.ReadAsync(versions, default)).Events.Length);

        await rig.Ledger.Erasures.EraseAsync(new(rig.Ids.NextId(default), contact, [], "operator", new string('s', 32)), rig.Time.GetUtcNow(), default);
        var erased = Assert.Single(await book.ReadAsync(versions, default));
        Assert.True(erased.IsErased);
        Assert.All(erased.Events, line => Assert.Null(line.Owner));
    }

    private static async Task RunAsync(Rig rig)
    {
        await rig.World.ContactAsync(("email", "ines@corp.test"), ("jobtitle", "Intern"), ("company", "Corp"));
        var paul = await rig.World.ContactAsync(("email", "paul@corp.test"), ("jobtitle", "VP"), ("company", "Corp"));
        var rosa = await rig.World.ContactAsync(("email", "rosa@corp.test"), ("jobtitle", "VP"), ("company", "Corp"));
        await rig.World.ContactAsync(("email", "quin@corp.test"), ("jobtitle", "VP"), ("company", null));
        await rig.SettleAsync();
        await rig.PassAsync(TimeSpan.FromHours(1));
        var lead = await rig.World.LeadOfAsync(paul);
        await rig.World.SightAsync(new RecordKey(SystemName.Salesforce, "Task", "00T000000000001AAA"), lead, ("IsClosed", "true"), ("TaskSubtype", "Call"), ("CompletedDateTime", "2026-11-22T10:00:00Z"), ("OwnerId", Rig.Ana));
        var hers = Assert.Single((await rig.Ledger.Handoffs.HandoffsOfAsync([(await rig.World.PairAsync(rosa)).Id], default)).Values.Single());
        Assert.Null((await rig.Desk.TakeAsync(hers.Id, at => new Observed.Answer(at, StatusMeaning.Rejected, "bad-timing"), default)).Problem);
        await rig.PassAsync(TimeSpan.FromHours(1));
        await rig.World.EditAsync(lead, ("Status", "Working"));
        await rig.PassAsync(TimeSpan.FromHours(1));
        var deal = new RecordKey(SystemName.Salesforce, "Opportunity", "006000000000001AAA");
        await rig.World.SightAsync(deal, lead, ("StageName", "Prospecting"), ("Amount", "1000"), ("IsClosed", "false"), ("IsWon", "false"), ("Loss_Reason__c", null), ("Competitor__c", null));
        await rig.PassAsync(TimeSpan.FromDays(1));
        await rig.World.SightAsync(deal, lead, ("StageName", "Closed Lost"), ("IsClosed", "true"), ("Loss_Reason__c", "price"), ("Competitor__c", "none"));
        await rig.PassAsync(TimeSpan.FromHours(1));
    }
}
