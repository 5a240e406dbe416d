namespace Integration.Architecture.Tests.Tidy;

public class CodeTextTests
{
    [Theory]
    [InlineData("a // b\nc", "a     \nc")]
    [InlineData("a /* b\n c */ d", "a     \n      d")]
    [InlineData("x = \"a // b\"; y", "x =         ; y")]
    [InlineData("x = \"a \\\" b\"; y", "x =         ; y")]
    [InlineData("x = @\"a \"\" \\\"; y", "x =          ; y")]
    [InlineData("x = $\"{a}\"; y", "x =       ; y")]
    [InlineData("x = \"\"; y", "x =   ; y")]
    [InlineData("x = \"\"\"a \" b\"\"\"; y", "x =            ; y")]
    [InlineData("x = '\"'; y = '\\''; z", "x =    ; y =     ; z")]
    [InlineData("a // end", "a       ")]
    [InlineData("x = \"open", "x =      ")]
    public void Comments_and_literals_are_blanked_in_place(string source, string code) => Assert.Equal(code, CodeText.Of(source));
}
