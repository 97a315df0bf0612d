using Microsoft.Extensions.Configuration;
using SignGateway.Host.Hosting;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Hosting;

public sealed class SecretFilesTests : IDisposable
{
    private const string Setting = "SignGateway:Ledger:ConnectionString";

    private readonly TempFolder _folder = new();
    private readonly ConfigurationManager _configuration = new();
    private readonly List<string> _faults = [];

    public SecretFilesTests()
    {
        File.WriteAllText(_folder.File("SignGateway__Ledger__ConnectionString"), "Host=file\n");
        _configuration.AddInMemoryCollection(new Dictionary<string, string?> { [SecretFiles.Key] = _folder.FullPath, [Setting] = "Host=settings" });
    }

    [Fact]
    public void a_file_is_the_setting_of_its_name_without_its_last_line_break()
    {
        SecretFiles.Add(_configuration, _faults);
        Assert.Equal("Host=file", _configuration[Setting]);
        Assert.Empty(_faults);
    }

    [Fact]
    public void the_environment_and_the_command_line_win_over_files()
    {
        _configuration.AddEnvironmentVariables();
        _configuration.AddCommandLine([$"--{Setting}=Host=line"]);
        SecretFiles.Add(_configuration, _faults);
        Assert.Equal("Host=line", _configuration[Setting]);
        Assert.IsType<Microsoft.Extensions.Configuration.KeyPerFile.KeyPerFileConfigurationSource>(((IConfigurationBuilder)_configuration).Sources[^3]);
    }

    [Fact]
    public void links_as_kubernetes_mounts_them_are_followed()
    {
        Directory.CreateDirectory(_folder.File("..2026"));
        File.Move(_folder.File("SignGateway__Ledger__ConnectionString"), _folder.File("..2026/value"));
        File.CreateSymbolicLink(_folder.File("..data"), "..2026");
        File.CreateSymbolicLink(_folder.File("SignGateway__Ledger__ConnectionString"), "..data/value");
        SecretFiles.Add(_configuration, _faults);
        Assert.Equal("Host=file", _configuration[Setting]);
    }

    [Fact]
    public void without_the_setting_no_folder_is_read()
    {
        _configuration[SecretFiles.Key] = "";
        SecretFiles.Add(_configuration, _faults);
        Assert.Equal("Host=settings", _configuration[Setting]);
        Assert.Empty(_faults);
    }

    [Theory]
    [InlineData("/no/such/folder")]
    [InlineData("secrets")]
    public void a_folder_that_is_not_there_stops_the_start(string folder)
    {
        _configuration[SecretFiles.Key] = folder;
        SecretFiles.Add(_configuration, _faults);
        Assert.StartsWith($"{SecretFiles.Key} is '{folder}'", Assert.Single(_faults), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _configuration.Dispose();
        _folder.Dispose();
    }
}
