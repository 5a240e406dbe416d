using System.Text.Json;

namespace Integration.Config.Diagnostics;

/// <summary>Writes findings for a program, such as an editor or a build.</summary>
public static class DiagnosticJson
{
    /// <summary>An array in the given order; each with code, severity, file, line, column, length, what, mend, more and related.</summary>
    /// <remarks>Line, column and length are 0 for a file or directory as a whole. Holds no text of the files beyond the names that a finding quotes.</remarks>
    public static void Write(Utf8JsonWriter writer, IEnumerable<Diagnostic> findings)
    {
        writer.WriteStartArray();
        foreach (var found in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("code", found.Code.Id);
            writer.WriteString("severity", found.Severity.ToString().ToLowerInvariant());
            Write(writer, found.Place);
            writer.WriteString("what", found.What);
            writer.WriteString("mend", found.Mend);
            writer.WriteString("more", found.Code.Reference);
            writer.WriteStartArray("related");
            foreach (var related in found.Related)
            {
                writer.WriteStartObject();
                Write(writer, related.Place);
                writer.WriteString("what", related.What);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Place place)
    {
        writer.WriteString("file", place.File);
        writer.WriteNumber("line", place.Line);
        writer.WriteNumber("column", place.Column);
        writer.WriteNumber("length", place.Length);
    }
}
