namespace Integration.Architecture.Tests;
public class Tmp {
  [Fact] public void Good() { }
  [Fact] public void Bad() { Assert.Equal(1, 2); }
  [Fact(Skip = "no <x> & y")] public void Static() { }
  [Fact] public void Dynamic() { Assert.Skip("shared folder absent\nsecond line"); }
  [Fact, Trait("Category","Long")] public void Long() { }
}
