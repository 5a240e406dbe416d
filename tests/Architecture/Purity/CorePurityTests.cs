using Integration.Architecture.Tests.Dependencies;

namespace Integration.Architecture.Tests.Purity;

public class CorePurityTests
{
    [Fact]
    public void Core_decides_from_its_arguments_alone() => Violation.AssertNone(CorePurity.Of(AssemblyFile.PathOf("Core")));

    [Fact]
    public void Core_stands_on_the_base_class_library_alone() => Assert.Empty(CorePurity.ForeignReferences(AssemblyFile.ReferencesOf("Core")));

    // This assembly holds the planted impurities below, and everything else that tests may do and Core may not.
    [Theory]
    [InlineData("the code refers to System.Threading.Tasks.Task")]
    [InlineData("the code refers to System.Runtime.CompilerServices.IAsyncStateMachine")]
    [InlineData("the code refers to System.TimeProvider")]
    [InlineData("the code refers to System.IO.File")]
    [InlineData("the code refers to System.Random")]
    [InlineData("the code refers to System.Net.Sockets.Socket")]
    [InlineData("the code calls System.Environment.GetEnvironmentVariable")]
    [InlineData("the code calls System.Globalization.CultureInfo.get_CurrentCulture")]
    public void A_planted_impurity_is_reported(string what)
    {
        var found = CorePurity.Of(typeof(CorePurityTests).Assembly.Location);

        Assert.Contains(found, violation => violation.What == what);
    }

    [Fact]
    public void A_package_is_reported_as_foreign_and_the_base_class_library_is_not() =>
        Assert.Equal(["YamlDotNet"], CorePurity.ForeignReferences(["System.Collections.Immutable", "YamlDotNet", "System.Runtime"]));

    internal static class Planted
    {
        public static async Task Wait(TimeProvider clock) => await Task.Delay(TimeSpan.FromSeconds(1), clock);

        public static int Draw() => new Random(1).Next() + (Environment.GetEnvironmentVariable("SEED")?.Length ?? 0);

        public static string Speak(System.Net.Sockets.Socket socket) => socket.ToString() + System.Globalization.CultureInfo.CurrentCulture;
    }
}
