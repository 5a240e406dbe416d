using Integration.Core.Calendars;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Stages;
using Integration.Handoff.Proofs;
using Integration.Handoff.Requests;
using Integration.Handoff.Tests.Rigs;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Microsoft.Data.Sqlite;

namespace Integration.Handoff.Tests;

/// <summary>Bad input at the role's doors: each is named with its mend, and nothing is lost. What is wrong in a file stands among the cases of the configuration (agr001 to agr012).</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData(TeamSide.Marketing, "sam", "sam signs for the other side and cannot sign for marketing.")]
    [InlineData(TeamSide.Sales, "mallory", "mallory is not the signatory of sales.")]
    public async Task A_signature_by_the_wrong_side_is_refused_and_not_kept(TeamSide side, string signatory, string told)
    {
        await using var rig = new Rig();

        var problem = await rig.Agreements.SignAsync(null, side, signatory, default);

        Assert.Equal(told, problem!.What);
        Assert.NotEmpty(problem.Mend);
        Assert.Empty(Assert.Single(await rig.Ledger.Handoffs.AgreementsAsync(default)).Signatures);
        Assert.Null(rig.Agreements.Live);
    }

    [Fact]
    public async Task A_status_that_the_agreement_does_not_name_is_a_problem_with_its_mend_and_the_next_one_counts()
    {
        await using var rig = await Rig.SignedAsync();
        var contact = await rig.BuyerAsync();
        await rig.SettleAsync();
        var lead = await rig.World.LeadOfAsync(contact);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.World.EditAsync(lead, ("Status", "Parked"));
        await rig.SettleAsync();

        var story = await rig.OnlyAsync();
        var problem = Assert.Single(story.Problems);
        Assert.Equal((HandoffState.Delivered, HandoffProblems.StatusUnknown), (story.Handoff.State, problem.Code));
        Assert.Contains("'Parked'", problem.What, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Mend);

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.World.EditAsync(lead, ("Status", "Working"));
        await rig.SettleAsync();
        Assert.Equal(HandoffState.Working, (await rig.OnlyAsync()).Handoff.State);
    }

    [Fact]
    public async Task A_webhook_for_a_person_whom_nobody_ever_tells_of_is_answered_so_in_the_end()
    {
        await using var rig = await Rig.SignedAsync();
        var now = rig.Time.GetUtcNow();
        await rig.Ledger.Handoffs.ReceiveAsync(new HandoffRequest { Id = rig.Ids.NextId(now), Caller = "hubspot-workflow", Key = "k", Record = new RecordKey(SystemName.HubSpot, "contacts", "987654"), Product = null, Body = "{}", ReceivedAt = now }, default);
        for (var day = 0; day < 8; day++)
        {
            rig.Time.Advance(TimeSpan.FromDays(1));
            await rig.Loop.WorkAsync(default);
        }

        var request = (await rig.Ledger.Handoffs.RequestAsync("hubspot-workflow", "k", default))!;
        Assert.Contains("unknown-person", request.Answer, StringComparison.Ordinal);
        Assert.Contains("check the id, then ask again", request.Answer, StringComparison.Ordinal);
        Assert.Empty(await rig.Ledger.Handoffs.ListAsync(new(null, 10), default));
    }

    [Fact]
    public async Task A_round_robin_with_nobody_present_holds_the_person_by_name_until_somebody_is()
    {
        await using var rig = await Rig.SignedAsync();
        var away = rig.TermsOf(rig.Agreement) with { Roster = Rig.Team with { Reps = [.. Rig.Team.Reps.Select(rep => rep with { Absences = [new Absence(rig.Time.GetUtcNow(), rig.Time.GetUtcNow().AddDays(2))] })] } };
        await rig.Agreements.ChangeAsync(away, default);
        await rig.BuyerAsync();
        await rig.SettleAsync();

        var held = await rig.OnlyAsync();
        Assert.Equal((HandoffState.Held, HandoffProblems.NobodyThere), (held.Handoff.State, Assert.Single(held.Problems).Code));
        Assert.Contains("Ana", held.Handoff.HeldFor, StringComparison.Ordinal);

        await rig.PassAsync(TimeSpan.FromDays(2.1));
        Assert.Equal((HandoffState.Delivered, "Ana"), ((await rig.OnlyAsync()).Handoff.State, (await rig.OnlyAsync()).Handoff.Owner!.Name));
    }

    [Fact]
    public async Task A_tampered_receipt_is_the_first_broken_link()
    {
        var folder = Directory.CreateTempSubdirectory("handoff-tamper-");
        var file = Path.Combine(folder.FullName, "ledger.db");
        await using (var rig = await Rig.SignedAsync(await LedgerStore.OpenAsync($"Data Source={file};Pooling=False", TimeProvider.System, default)))
        {
            await rig.BuyerAsync();
            await rig.World.ContactAsync(("email", "second@corp.test"), ("jobtitle", "VP"));
            await rig.SettleAsync();
            Assert.Null((await ChainProof.ProveAsync(rig.Ledger.Handoffs, default)).Broken);

            // Somebody with the database in hand takes its guards away first.
            await using var raw = new SqliteConnection($"Data Source={file};Pooling=False");
            await raw.OpenAsync();
            await using var tamper = raw.CreateCommand();
            tamper.CommandText = "DROP TRIGGER receipt_stays; UPDATE receipt SET json = replace(json, '\"Ready\"', '\"Never\"') WHERE seq = 1";
            await tamper.ExecuteNonQueryAsync();

            var proof = await ChainProof.ProveAsync(rig.Ledger.Handoffs, default);
            Assert.Equal(1, proof.Broken!.Sequence);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_body_that_is_no_request_is_refused_with_its_form() =>
        Assert.Contains(RequestReading.Form, Assert.Throws<FormatException>(() => RequestReading.Read("[]"u8.ToArray(), null, isWorkflow: false)).Message, StringComparison.Ordinal);
}
