namespace Integration.Config.Yaml;

/// <summary>How much of one file is read. Far above what a person writes, far below what hurts.</summary>
internal static class YamlLimits
{
    public const int FileBytesMax = 1_048_576;
    public const int FilesMax = 200;
    public const int DocumentsMax = 100;
    public const int NodesMax = 20_000;
    public const int DepthMax = 20;
    public const int TextLengthMax = 32_768;
}
