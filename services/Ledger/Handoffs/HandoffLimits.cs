using System.Text.Json;

namespace Integration.Ledger.Handoffs;

/// <summary>How much one call may carry. A call beyond a limit throws <see cref="ArgumentException"/> and stores nothing.</summary>
public static class HandoffLimits
{
    /// <summary>Commits in one call.</summary>
    public const int CommitsMax = 2_000;
    /// <summary>Handoffs, events, timers, answers, rosters or wakes in one commit.</summary>
    public const int PartsMax = 1_000;
    /// <summary>Characters of one JSON text: a state, a verdict, an event's body, a receipt.</summary>
    public const int JsonLengthMax = 200_000;
    /// <summary>Characters of an Agreement's text.</summary>
    public const int AgreementLengthMax = 2_000_000;
    /// <summary>Person events in one call.</summary>
    public const int PersonEventsMax = 10_000;
    /// <summary>Events in one page.</summary>
    public const int EventsMax = 10_000;
    /// <summary>Agreements that are listed.</summary>
    public const int AgreementsMax = 1_000;

    internal static void Check(IReadOnlyList<HandoffCommit> commits)
    {
        LedgerLimits.Count(commits.Count, 0, CommitsMax, nameof(commits));
        foreach (var commit in commits)
        {
            foreach (var (count, name) in new[]
            {
                (commit.Handoffs.Count, nameof(commit.Handoffs)), (commit.Events.Count, nameof(commit.Events)), (commit.Timers.Count, nameof(commit.Timers)),
                (commit.Fired.Count, nameof(commit.Fired)), (commit.Rosters.Count, nameof(commit.Rosters)), (commit.Answers.Count, nameof(commit.Answers)),
                (commit.Wakes.Count, nameof(commit.Wakes)),
            }) LedgerLimits.Count(count, 0, PartsMax, name);
            LedgerLimits.Check(commit.Asks);
            if (commit.Judged is { } judged)
            {
                LedgerLimits.Key(judged.Code, "verdict's name");
                Json(judged.Verdict, "verdict");
            }

            foreach (var save in commit.Handoffs) Check(save.Handoff);
            foreach (var line in commit.Events) Check(line);
            foreach (var timer in commit.Timers) Check(timer);
            foreach (var fired in commit.Fired) LedgerLimits.Key(fired.Id, "timer's id");
            foreach (var roster in commit.Rosters)
            {
                LedgerLimits.Key(roster.Name, "roster's name");
                Json(roster.State, "roster's state");
            }

            foreach (var answer in commit.Answers)
            {
                if (answer.Answer is { } text) Json(text, "answer");
                else if (answer.AgainAt is null) throw new ArgumentException($"Request {answer.RequestId} gets neither an answer nor a time to look again; it would wait for ever.");
            }
        }
    }

    internal static void Check(HandoffClaim claim)
    {
        LedgerLimits.Count(claim.Max, 1, LedgerLimits.PairsMax, nameof(claim.Max));
        LedgerLimits.Key(claim.Owner, "owner");
        if (claim.LeaseUntil <= claim.Now) throw new ArgumentException("The lease ends before it begins; LeaseUntil must be after Now.");
    }

    internal static void Check(HandoffRequest request)
    {
        LedgerLimits.Key(request.Caller, "caller");
        LedgerLimits.Key(request.Key, "request's key");
        LedgerLimits.Key(request.Record.ToString(), "record key");
        if (request.Product is { } product) LedgerLimits.Key(product, "product");
        Json(request.Body, "request's body");
    }

    internal static void Check(StoredPersonEvent line)
    {
        LedgerLimits.Key(line.Record.ToString(), "record key");
        LedgerLimits.Key(line.Key, "person event's key");
        LedgerLimits.Key(line.Kind, "person event's kind");
        Json(line.Body, "person event's body");
    }

    internal static void Check(StoredAgreement agreement)
    {
        LedgerLimits.Key(agreement.Hash, "Agreement's hash");
        LedgerLimits.Key(agreement.Name, "Agreement's name");
        LedgerLimits.Count(agreement.Text.Length, 1, AgreementLengthMax, nameof(agreement.Text));
        if (agreement.Text.Contains('\0')) throw new ArgumentException("An Agreement's text has no NUL.");
    }

    internal static void Check(StoredSignature signature)
    {
        LedgerLimits.Key(signature.Hash, "Agreement's hash");
        LedgerLimits.Key(signature.Side, "side");
        LedgerLimits.Key(signature.Signatory, "signatory");
    }

    internal static void Check(StoredAbsence absence)
    {
        LedgerLimits.Key(absence.Member, "member");
        LedgerLimits.Key(absence.Reason + " ", "reason");
        if (absence.Until <= absence.From) throw new ArgumentException($"The absence of {absence.Member} ends before it begins; Until must be after From.");
    }

    internal static void Check(SealedReceipt receipt)
    {
        LedgerLimits.Key(receipt.Hash, "receipt's hash");
        Json(receipt.Json, "receipt");
        if (receipt.Evidence is { } evidence) Json(evidence, "receipt's evidence");
    }

    private static void Check(StoredHandoff handoff)
    {
        LedgerLimits.Key(handoff.Product, "product");
        LedgerLimits.Key(handoff.Stage, "stage");
        LedgerLimits.Key(handoff.Agreement, "Agreement's hash");
        if (handoff.Owner is { } owner) LedgerLimits.Key(owner, "owner");
        Json(handoff.State, "handoff's state");
    }

    private static void Check(StoredEvent line)
    {
        LedgerLimits.Key(line.Product, "product");
        LedgerLimits.Key(line.Kind, "event's kind");
        LedgerLimits.Key(line.Agreement, "Agreement's hash");
        Json(line.Body, "event's body");
    }

    private static void Check(StoredTimer timer)
    {
        LedgerLimits.Key(timer.Id, "timer's id");
        LedgerLimits.Key(timer.Kind, "timer's kind");
        Json(timer.Body, "timer's body");
    }

    private static void Json(string text, string what)
    {
        if (text.Length is 0 or > JsonLengthMax) throw new ArgumentException($"A {what} is JSON of 1 to {JsonLengthMax} characters; this one has {text.Length}.");
        try
        {
            using var parsed = JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"A {what} is JSON; this one is not: {error.Message}", error);
        }
    }
}
