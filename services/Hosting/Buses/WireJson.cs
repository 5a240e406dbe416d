using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.Hosting.Buses;

/// <summary>JSON on the bus: a type that says how it is written is written so.</summary>
/// <remarks>
/// Converters of the options go before those that a type names itself. MassTransit's own would take FieldValues for a plain
/// collection of pairs, and lose on the way that a missing field is not a blank one.
/// </remarks>
internal sealed class WireJson : JsonConverterFactory
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.WriteIndented = false; // MassTransit indents by default: a third of the size of a full batch is blanks.
        options.Converters.Insert(0, new WireJson());
    }

    public override bool CanConvert(Type typeToConvert) => ConverterOf(typeToConvert) is not null;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(ConverterOf(typeToConvert)!)!;

    private static Type? ConverterOf(Type type) =>
        type.Assembly.GetName().Name!.StartsWith("Integration.", StringComparison.Ordinal)
            ? type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType
            : null;
}
