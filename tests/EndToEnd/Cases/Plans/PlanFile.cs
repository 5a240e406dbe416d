using System.Text;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Cases.Plans;

/// <summary>Reads a plan file: <c>case SENTENCE</c>, then a step a line; <c>#</c> begins a comment, quotes hold blanks together.</summary>
internal static class PlanFile
{
    public static IEnumerable<CasePlan> Read(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        var cases = new List<(string Name, int Line, List<Step> Steps)>();
        foreach (var (text, index) in File.ReadAllLines(path).Select((text, index) => (text.Trim(), index)))
        {
            if (text.Length == 0 || text[0] == '#') continue;
            if (text.StartsWith("case ", StringComparison.Ordinal)) cases.Add((text[5..].Trim(), index + 1, []));
            else if (cases.Count == 0) throw new FormatException($"{stem}.txt:{index + 1}: a step before the first 'case'");
            else cases[^1].Steps.Add(StepOf(text, index + 1));
        }
        return cases.Select((each, index) => new CasePlan(
            each.Name, $"{stem}{index + 1}", $"{stem}.txt:{each.Line}", OnlyOn(each.Steps),
            each.Steps.Find(step => step.Verb == "known-to-fail")?.Word(0), [.. each.Steps.Where(step => step.Verb is not ("needs" or "known-to-fail"))]));
    }

    private static Deployment? OnlyOn(List<Step> steps) =>
        steps.Find(step => step.Verb == "needs") is { } needs ? needs.Word(0) == "servers" ? Deployment.ScaledOut : Deployment.Embedded : null;

    private static Step StepOf(string text, int line)
    {
        var words = Words(text).ToList();
        var named = words.Skip(1).Where(IsNamed).ToDictionary(word => word[..word.IndexOf('=')], word => word[(word.IndexOf('=') + 1)..]);
        return new Step(text, line, words[0], [.. words.Skip(1).Where(word => !IsNamed(word)).Select(word => word.TrimStart('\0'))], named);
    }

    // A quoted word is marked, so that a pattern or a query with an equals sign in it stays one.
    private static bool IsNamed(string word) => word[0] != '\0' && word.Contains('=');

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        var (quoted, any) = (false, false);
        foreach (var c in text)
        {
            if (c == '"')
            {
                if (!quoted && word.Length == 0) word.Append('\0');
                (quoted, any) = (!quoted, true);
            }
            else if (!quoted && c == '#' && word.Length == 0) break;
            else if (!quoted && c == ' ')
            {
                if (any || word.Length > 0) yield return word.ToString();
                word.Clear();
                any = false;
            }
            else word.Append(c);
        }
        if (any || word.Length > 0) yield return word.ToString();
    }
}
