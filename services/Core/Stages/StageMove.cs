namespace Integration.Core.Stages;

/// <summary>What a move between stages is under the Agreement.</summary>
public enum StageMoveVerdict
{
    /// <summary>The side may do it.</summary>
    Allowed,
    /// <summary>The other side alone may do it.</summary>
    WrongSide,
    /// <summary>The Agreement has no such stage.</summary>
    UnknownStage,
}

/// <summary>Judges moves between stages.</summary>
public static class StageMoves
{
    /// <summary>Judges one move. An Agreement without stages allows every one.</summary>
    /// <param name="terms">The stages.</param>
    /// <param name="to">Where the person was moved to.</param>
    /// <param name="by">Who moved it.</param>
    public static StageMoveVerdict Judge(StageTerms terms, string to, TeamSide by)
    {
        if (terms.Stages.IsEmpty) return StageMoveVerdict.Allowed;
        if (terms.Stages.FirstOrDefault(stage => string.Equals(stage.Name, to, StringComparison.OrdinalIgnoreCase)) is not { } stage) return StageMoveVerdict.UnknownStage;
        return stage.MayBeSetBy(by) ? StageMoveVerdict.Allowed : StageMoveVerdict.WrongSide;
    }
}
