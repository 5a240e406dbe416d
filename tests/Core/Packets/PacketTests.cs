using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Packets;
using Integration.Core.Records;

namespace Integration.Core.Tests.Packets;

public sealed class PacketTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("DE", PacketState.There)]
    [InlineData("unknowns", PacketState.There)]
    [InlineData("Unknown", PacketState.Missing)]
    [InlineData(" unknown ", PacketState.Missing)]
    [InlineData("  ", PacketState.Missing)]
    [InlineData(null, PacketState.Missing)]
    public void A_field_that_says_nothing_is_missing(string? value, PacketState state) =>
        Assert.Equal(state, Of(new Subject { HubSpot = FieldValues.Of(("country", value)) }, Field("country")).Values.Single().State);

    [Fact]
    public void A_field_that_was_not_shown_is_missing() => Assert.Equal(["country"], Of(new Subject(), Field("country")).Missing);

    [Theory]
    // last seen to change, in hours before now     fresh for a day
    [InlineData(24d, PacketState.There)]
    [InlineData(24.001, PacketState.Stale)]
    [InlineData(null, PacketState.There)] // Nobody saw it change: nothing says that it is old.
    public void A_value_that_is_older_than_agreed_is_stale(double? hours, PacketState state)
    {
        var subject = new Subject { HubSpot = FieldValues.Of(("country", "DE")), HubSpotChanged = hours is { } ago ? Subject.NoChanges.Add("country", Now.AddHours(-ago)) : Subject.NoChanges };

        Assert.Equal(state, Of(subject, Field("country") with { FreshFor = TimeSpan.FromDays(1) }).Values.Single().State);
        Assert.Equal(PacketState.There, Of(subject, Field("country")).Values.Single().State); // What has no agreed age does not age.
    }

    [Theory]
    // each letter a field: t there, s stale, m missing; small letters are not required    completeness    missing
    [InlineData("", 1, 0)]
    [InlineData("mm", 1, 0)]
    [InlineData("TM", 0.5, 1)]
    [InlineData("TMmm", 0.5, 1)]
    [InlineData("TS", 0.75, 0)]
    [InlineData("SSMM", 0.25, 2)]
    [InlineData("TTTs", 1, 0)]
    public void The_share_counts_what_is_required_and_a_stale_one_half(string fields, double completeness, int missing)
    {
        var packet = new Packet([.. fields.Select(field => new PacketValue(Field("country") with { Required = char.IsUpper(field) }, FieldValue.Of("x"), char.ToUpperInvariant(field) switch { 'T' => PacketState.There, 'S' => PacketState.Stale, _ => PacketState.Missing }))]);

        Assert.Equal(((decimal)completeness, missing), (packet.Completeness, packet.Missing.Length));
    }

    private static PacketField Field(string name) => new(new FieldRef(SystemName.HubSpot, name));

    private static Packet Of(Subject subject, params ImmutableArray<PacketField> fields) => Packet.Of(fields, subject, Now);
}
