using System.Globalization;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;

// Works on a ledger until it is killed, and says on its output what the ledger has acknowledged: what was said must be there afterwards.
// Arguments: connection text, seed, first number that is free.
var ledger = await LedgerStore.OpenAsync(args[0], TimeProvider.System, default);
#pragma warning disable RS0030 // A stated seed.
var random = new Random(int.Parse(args[1], CultureInfo.InvariantCulture));
#pragma warning restore RS0030
var next = int.Parse(args[2], CultureInfo.InvariantCulture);
var start = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
var clock = TimeProvider.System.GetTimestamp();

while (true)
{
    var now = start + TimeProvider.System.GetElapsedTime(clock);
    var count = random.Next(1, 20);
    var touches = Enumerable.Range(next, count)
        .Select(number => new Touch(new Hint(new RecordKey(SystemName.HubSpot, "contacts", $"{number}"), (Lane)random.Next(3)), "people", Id(number, 0x7000))).ToList();
    next += count;
    await ledger.TouchAsync(touches, new CursorValue("HubSpot/contacts", $"{next}"), now, default);
    Say($"touched {next}");

    var claimed = await ledger.ClaimAsync(new ClaimRequest("crash", random.Next(1, 30), now, now.AddSeconds(2)), default);
    var commits = claimed.Select(pair => Decide(pair, now)).ToList();
    foreach (var outcome in (await ledger.CommitAsync(commits, now, default)).Where(outcome => outcome.Result == CommitResult.Stored))
        Say($"stored {outcome.PairId} {commits.Single(commit => commit.Pair.Id == outcome.PairId).Pair.WritesCounted}");
}

// One record, alias, claim, hold, intent and journal line for each commit: half of one would show.
PairCommit Decide(Pair pair, DateTimeOffset now)
{
    var number = pair.HubSpot.Ref!.Value.Id;
    var lead = new RecordKey(SystemName.Salesforce, "Lead", $"00Q{number}-{pair.WritesCounted + 1}");
    var decided = pair with
    {
        CleanGeneration = pair.DirtyGeneration,
        WritesCounted = pair.WritesCounted + 1,
        Salesforce = new Side { Ref = lead },
        IntoSalesforce = new Intent
        {
            Id = Id(int.Parse(number, CultureInfo.InvariantCulture), (short)(pair.WritesCounted + 1)),
            System = SystemName.Salesforce,
            Kind = IntentKind.Create,
            Object = "Lead",
            SentAt = now,
            NotBefore = now,
        },
        Status = PairStatus.Held,
        Hold = new Hold("PAIR-CRASH", "for the crash test", "end it", "cause") { WaitsOn = $"key-{number}" },
    };
    return new PairCommit(decided, now, Release: random.Next(2) == 0)
    {
        NewAliases = pair.Salesforce.Ref is { } old ? [old] : [],
        DropClaims = true,
        TakeClaims = [$"claim-{number}-{decided.WritesCounted}"],
        Journal = [new JournalEntry { At = now, PairId = pair.Id, Kind = JournalKind.Created, Record = lead, Rule = $"{decided.WritesCounted}", Cause = "crash test" }],
    };
}

static Guid Id(int number, short part) => new(number, part, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

static void Say(string line)
{
    Console.Out.WriteLine(line);
    Console.Out.Flush();
}
