using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.HubSpot.Wire;

/// <summary>Generated readers of everything HubSpot sends. Unknown members are passed over: HubSpot adds them without notice.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WireRecord))]
[JsonSerializable(typeof(WireBatch))]
[JsonSerializable(typeof(WirePage))]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(IReadOnlyList<WirePropertyFault>))]
[JsonSerializable(typeof(WireToken))]
[JsonSerializable(typeof(WireProperty))]
[JsonSerializable(typeof(WireProperties))]
[JsonSerializable(typeof(WireGroups))]
[JsonSerializable(typeof(WireAccount))]
[JsonSerializable(typeof(WireOwners))]
[JsonSerializable(typeof(WireLinks))]
[JsonSerializable(typeof(WireLinksMade))]
[JsonSerializable(typeof(IReadOnlyList<Feeds.WebhookEvent>))]
internal sealed partial class HubSpotJson : JsonSerializerContext;
