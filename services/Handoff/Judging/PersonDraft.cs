using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Core.Verdicts;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Handoff.Following;
using Integration.Handoff.People;

namespace Integration.Handoff.Judging;

/// <summary>A person's handoffs while something about the person is decided.</summary>
internal sealed class PersonDraft
{
    private readonly PersonFile person;
    private readonly ImmutableArray<PastHandoff> settled;

    private PersonDraft(PersonFile person, List<FileDraft> files, ImmutableArray<PastHandoff> settled) => (this.person, Files, this.settled) = (person, files, settled);

    /// <summary>The open ones, and those that ended so lately that they still hear of their opportunities.</summary>
    public List<FileDraft> Files { get; }

    /// <summary>The person's handoffs as they are now.</summary>
    public ImmutableArray<PastHandoff> History => [.. settled, .. Files.Select(file => file.ToPast())];

    /// <summary>Loads and follows all handoffs of a person.</summary>
    /// <returns>Null when one runs under an Agreement that cannot be read: nothing is decided about the person before it can.</returns>
    public static PersonDraft? Of(PersonFile person, KnownAgreements agreements, HandoffOptions options, Roster roster, DateTimeOffset now)
    {
        var files = new List<FileDraft>();
        var settled = ImmutableArray.CreateBuilder<PastHandoff>();
        foreach (var row in person.Handoffs)
        {
            var agreement = agreements.Of(row.Agreement);
            if (agreement is null && row.IsOpen) return null;
            var file = FileDraft.Of(row, agreement ?? agreements.Live!);
            if (agreement is not null && (row.IsOpen || file.File.Handoff.ClosedAt > now - options.HeardAfterEnd)) files.Add(file);
            else settled.Add(file.ToPast());
        }
        var draft = new PersonDraft(person, files, settled.ToImmutable());
        foreach (var file in files) Follow.Take(file, person, roster, now);
        return draft;
    }

    /// <summary>Tries to send what is held.</summary>
    public void SendHeld(Roster roster, Func<string> salt, DateTimeOffset now)
    {
        foreach (var file in Files.Where(file => file.File.Handoff.State == HandoffState.Held && file.Agreement.ProductOf(file.File.Handoff.Product) is not null))
        {
            var handoff = file.File.Handoff;
            ImmutableArray<PastHandoff> others = [.. History.Where(past => past.Id != handoff.Id)];
            var verdict = Judge.Of(file.Agreement, handoff.Product, person.Facts, others, now);
            file.Take(Opening.Again(handoff, verdict, salt(), others, new HandoffContext(file.Agreement, roster, person.Facts), now));
            if (file.File.Handoff.State == HandoffState.Sent) file.Set(PairSigns.Baseline(file.File, file.Agreement, person.Pair));
        }
    }

    /// <summary>Opens a handoff.</summary>
    public FileDraft Open(OpeningRequest request, Verdict verdict, Agreement agreement, Roster roster, DateTimeOffset now)
    {
        var opening = Opening.Of(request with { History = History }, verdict, new HandoffContext(agreement, roster, person.Facts), now);
        var file = FileDraft.New(opening, PairSigns.Baseline(new HandoffFile { Handoff = opening.Step.Handoff }, agreement, person.Pair), agreement);
        Files.Add(file);
        return file;
    }
}
