using Integration.Core.Conditions;

namespace Integration.Core.Packets;

/// <summary>A field that sales gets with a person.</summary>
/// <param name="Field">Where its value stands.</param>
/// <param name="Required">Whether a packet without it is incomplete. Default true.</param>
/// <param name="FreshFor">A value that was last seen to change longer ago than this counts half (K8); null = it does not age. A value whose change was never seen counts as fresh.</param>
public sealed record PacketField(FieldRef Field, bool Required = true, TimeSpan? FreshFor = null);
