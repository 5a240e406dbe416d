using Integration.Hosting.Buses;

namespace Integration.Hosting.Tests.Buses;

public sealed class BusOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("memory")]
    public void Without_an_address_the_bus_is_in_memory(string? text) =>
        Assert.Null(BusOptions.Of(name => name == "INTEGRATION_BUS" ? text : null).Broker);

    [Theory]
    [InlineData("amqp://ana:pw@mq", "mq", 5672, "/", "ana", "pw", false)]
    [InlineData("amqp://ana:pw@mq:5673/", "mq", 5673, "/", "ana", "pw", false)]
    [InlineData("amqp://ana:pw@mq/%2F", "mq", 5672, "/", "ana", "pw", false)]
    [InlineData("amqps://ana:p%40w@mq/crm", "mq", 5671, "crm", "ana", "p@w", true)]
    public void An_amqp_address_is_read(string text, string host, int port, string vhost, string user, string password, bool tls) =>
        Assert.Equal(new BusAddress(host, (ushort)port, vhost, user, password, tls), BusAddress.Parse(text));

    [Theory]
    [InlineData("mq:5672", "has the scheme 'mq'")]
    [InlineData("nonsense", "is not a URI")]
    [InlineData("http://ana:geheim@mq", "has the scheme 'http'")]
    [InlineData("amqp://mq:5672", "names no user")]
    [InlineData("amqp://ana@mq", "has no password")]
    public void What_is_none_is_refused_with_the_form_and_without_the_password(string text, string what)
    {
        var thrown = Assert.Throws<FormatException>(() => BusAddress.Parse(text));
        Assert.Contains("INTEGRATION_BUS " + what, thrown.Message);
        Assert.Contains("amqp://user:password@host:5672/vhost", thrown.Message);
        Assert.DoesNotContain("geheim", thrown.Message);
    }

    [Fact]
    public void An_address_is_printed_without_its_login() =>
        Assert.Equal("amqp://mq:5672/crm", BusAddress.Parse("amqp://ana:geheim@mq/crm").ToString());

    [Theory]
    [InlineData("a b")]
    [InlineData("ü")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void A_prefix_that_a_queue_cannot_carry_is_refused(string prefix) =>
        Assert.Throws<FormatException>(() => BusOptions.Of(name => name == "INTEGRATION_BUS_PREFIX" ? prefix : null));
}
