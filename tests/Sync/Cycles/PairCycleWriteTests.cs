using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>The second half of a cycle: what each end of a write means for its pair.</summary>
public sealed class PairCycleWriteTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly RecordKey Holder = new(SystemName.Salesforce, "Lead", "00Q999999999999999");
    private readonly Rig rig = new();

    [Fact]
    public async Task A_write_that_is_done_leaves_nothing_open_and_is_not_repeated()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CEO");
        await rig.EditAsync(contact, "CTO");

        await rig.SettleAsync();
        await rig.HintAsync(contact, lead);
        await rig.SettleAsync();

        Assert.Equal("CTO", rig.Salesforce.Value(lead, "Title"));
        Assert.Single(rig.Salesforce.Sent);
        Assert.Empty(rig.HubSpot.Sent);
        Assert.True((await rig.Ledger.StatusAsync(rig.Time.GetUtcNow(), default)).IsQuiet);
    }

    // What ends    -> intent left   status     hold of pair / field                  due again in
    public static TheoryData<string, string, string, int> Ends => new()
    {
        { "done, not read back", "Acked", "", 1 },
        { "unknown", "MaySend", "", 1 },
        { "no outcome", "MaySend", "", 1 },
        { "not applied", "-", "", 1 },
        { "not applied, 7 s", "-", "", 7 },
        { "rejected: transient", "-", "", 1 },
        { "rejected: side, 7 s", "-", "", 7 },
        { "rejected: identity", "-", "", 1 },
        { "rejected: field", "-", "jobtitle FIELD-REJECTED", 0 },
        { "rejected: field, held by another", "-", "jobtitle FIELD-TAKEN", 0 },
        { "rejected: field without a name", "-", "PAIR-REJECTED", 86_400 },
        { "rejected: record", "-", "PAIR-REJECTED", 86_400 },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_write_ends(string how, string intent, string hold, int dueInSeconds)
    {
        var (contact, _) = await rig.LinkedAsync("ana@acme.test", "CEO");
        await rig.EditAsync(contact, "CTO");
        rig.Salesforce.Writes = write => End(how, write);

        await rig.WorkAsync();

        var pair = await rig.PairOfAsync(contact);
        Assert.Equal(intent, pair.IntoSalesforce?.State.ToString() ?? "-");
        Assert.Equal(hold, pair.Hold?.Code ?? (pair.Field("jobtitle").Hold is { } field ? $"jobtitle {field.Code}" : ""));
        Assert.Equal("CEO", pair.Field("jobtitle").BaseSalesforce.Text);
        if (dueInSeconds == 0) Assert.Single(await rig.ClaimAsync());
        else await rig.AssertDueInAsync(Second * dueInSeconds);
    }

    [Fact]
    public async Task One_poison_record_does_not_stop_its_batch()
    {
        var keys = new List<RecordKey>();
        foreach (var name in new[] { "ana", "poison", "ben" }) keys.Add(await rig.ContactAsync($"{name}@acme.test"));
        rig.Salesforce.Writes = write => write.Intent.Values["Email"].Text!.StartsWith("poison", StringComparison.Ordinal) ? End("rejected: record", write) : null;

        Assert.Equal(3, await rig.WorkAsync());

        Assert.Equal(3, Assert.Single(rig.Salesforce.WriteRequests).Writes.Count);
        Assert.NotNull((await rig.PairOfAsync(keys[0])).Salesforce.Ref);
        Assert.NotNull((await rig.PairOfAsync(keys[2])).Salesforce.Ref);
        var poison = await rig.PairOfAsync(keys[1]);
        Assert.Equal((PairStatus.Held, HoldCodes.Rejected), (poison.Status, poison.Hold!.Code));
        Assert.Contains("REFUSED", poison.Hold.Reason);
        Assert.Equal("Mend it.", poison.Hold.Mend);
    }

    [Fact]
    public async Task A_refused_record_is_not_sent_again_until_it_changes()
    {
        var contact = await rig.ContactAsync("ana@acme.test", "CEO");
        rig.Salesforce.Writes = write => End("rejected: record", write);
        await rig.WorkAsync();

        await rig.HintAsync(contact);
        await rig.SettleAsync();
        Assert.Single(rig.Salesforce.Sent);

        rig.Salesforce.Writes = _ => null;
        await rig.EditAsync(contact, "CTO");
        await rig.SettleAsync();
        Assert.Equal(2, rig.Salesforce.Sent.Count());
        Assert.Equal(PairStatus.Active, (await rig.PairOfAsync(contact)).Status);
    }

    [Fact]
    public async Task A_refused_field_is_held_and_tried_again_after_a_day()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CEO");
        await rig.EditAsync(contact, "CTO");
        rig.Salesforce.Writes = write => End("rejected: field", write);
        await rig.SettleAsync();
        Assert.Single(rig.Salesforce.Sent);

        rig.Salesforce.Writes = _ => null;
        rig.Time.Advance(Day);
        await rig.SettleAsync();

        Assert.Equal("CTO", rig.Salesforce.Value(lead, "Title"));
        Assert.Null((await rig.PairOfAsync(contact)).Field("jobtitle").Hold);
    }

    [Fact]
    public async Task An_intent_is_stored_before_it_is_sent()
    {
        var contact = await rig.ContactAsync("ana@acme.test");
        Intent? stored = null;
        rig.Salesforce.BeforeWriteAnswer = async () => stored = (await rig.PairOfAsync(contact)).IntoSalesforce;

        await rig.WorkAsync();

        Assert.Equal(Assert.Single(rig.Salesforce.Sent).Id, stored?.Id);
    }

    private static IEnumerable<WriteOutcome> End(string how, RecordWrite write)
    {
        WriteOutcome Told(WriteResult result, Fault? fault) => new(write.Intent.Id, result) { Fault = fault };
        return how switch
        {
            "done, not read back" => [new WriteOutcome(write.Intent.Id, WriteResult.Done) { Key = write.Intent.Target }],
            "unknown" => [Told(WriteResult.Unknown, Rig.Fault(FaultClass.Transient))],
            "no outcome" => [],
            "not applied" => [Told(WriteResult.NotApplied, Rig.Fault(FaultClass.Transient))],
            "not applied, 7 s" => [Told(WriteResult.NotApplied, Rig.Fault(FaultClass.Transient) with { RetryAfter = Second * 7 })],
            "rejected: transient" => [Told(WriteResult.Rejected, Rig.Fault(FaultClass.Transient))],
            "rejected: side, 7 s" => [Told(WriteResult.Rejected, Rig.Fault(FaultClass.Side) with { RetryAfter = Second * 7 })],
            "rejected: identity" => [Told(WriteResult.Rejected, Rig.Fault(FaultClass.Identity))],
            "rejected: field" => [Told(WriteResult.Rejected, Rig.Fault(FaultClass.Field) with { Field = "Title" })],
            "rejected: field, held by another" => [Told(WriteResult.Rejected, Rig.Fault(FaultClass.Field) with { Field = "Title", Holder = Holder })],
            "rejected: field without a name" => [Told(WriteResult.Rejected, Rig.Fault(FaultClass.Field))],
            "rejected: record" => [Told(WriteResult.Rejected, Rig.Fault(FaultClass.Record))],
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, "no such end"),
        };
    }
}
