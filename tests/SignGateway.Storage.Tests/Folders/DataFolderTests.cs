using Microsoft.Extensions.Configuration;
using SignGateway.Storage.Folders;
using SignGateway.TestServers;

namespace SignGateway.Storage.Tests.Folders;

public sealed class DataFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private string Path => _temp.File("data");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void creates_a_folder_that_is_not_there()
    {
        using var folder = Assert.IsType<DataFolderOutcome.Opened>(DataFolder.Open(Path)).Folder;

        Assert.Equal(Path, folder.FullPath);
        Assert.True(Directory.Exists(Path));
    }

    [Fact]
    public void a_second_opening_is_refused_with_what_to_do()
    {
        using var folder = Assert.IsType<DataFolderOutcome.Opened>(DataFolder.Open(Path)).Folder;

        var refused = Assert.IsType<DataFolderOutcome.Refused>(DataFolder.Open(Path));

        Assert.Contains("Another process uses", refused.Fault, StringComparison.Ordinal);
        Assert.Contains(Path, refused.Fault, StringComparison.Ordinal);
        Assert.Contains("SignGateway:DataFolder", refused.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void a_disposed_folder_can_be_opened_again()
    {
        Assert.IsType<DataFolderOutcome.Opened>(DataFolder.Open(Path)).Folder.Dispose();

        using var folder = Assert.IsType<DataFolderOutcome.Opened>(DataFolder.Open(Path)).Folder;
    }

    [Fact]
    public void a_path_that_is_a_file_is_refused()
    {
        File.WriteAllText(Path, "");

        var refused = Assert.IsType<DataFolderOutcome.Refused>(DataFolder.Open(Path));

        Assert.Contains("cannot be written", refused.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "/srv/gateway/data")]
    [InlineData("", "/srv/gateway/data")]
    [InlineData("state", "/srv/gateway/state")]
    [InlineData("/var/lib/gateway", "/var/lib/gateway")]
    public void the_configured_path_is_relative_to_the_content_root(string? configured, string expected)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("SignGateway:DataFolder", configured)])
            .Build();

        Assert.Equal(expected, DataFolder.PathFrom(configuration, "/srv/gateway"));
    }
}
