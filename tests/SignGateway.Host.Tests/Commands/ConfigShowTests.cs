using Xunit;

namespace SignGateway.Host.Tests.Commands;

public sealed class ConfigShowTests
{
    [Fact]
    public async Task each_setting_is_shown_with_its_value_and_its_source_and_secrets_are_not()
    {
        await using var host = new HostProcess(new Dictionary<string, string>
        {
            ["SignGateway__Reconcile__Batch"] = "7",
            ["SignGateway__Cors__Origins__0"] = "https://app.example.com",
            ["SignGateway__Reconsile__Batch"] = "8",
        });
        Assert.Equal(0, await host.RunToEndAsync("config", "show", "--SignGateway:Reconcile:Concurrency", "3"));

        foreach (var line in (string[])
        [
            "SignGateway:Reconcile:Batch = 7  # environment: SignGateway__Reconcile__Batch",
            "SignGateway:Reconcile:Concurrency = 3  # command line",
            "SignGateway:Reconcile:Grace = 00:05:00  # default",
            "SignGateway:Cors:Origins = https://app.example.com  # environment: SignGateway__Cors__Origins",
            "SignGateway:Reconsile:Batch = (hidden)  # environment: SignGateway__Reconsile__Batch",
            "SignGateway:Credentials:AccessKeySecret = (hidden)  # set by the program for Development",
            "SignGateway:Redis:ConnectionString = (none)  # default",
        ])
            Assert.Contains($"\n{line}\n", $"\n{host.Output}\n", StringComparison.Ordinal);
    }

    [Fact]
    public async Task it_takes_nothing_from_a_gateway_on_the_same_folder()
    {
        await using var first = await HostProcess.StartNewAsync();
        await using var second = new HostProcess(new Dictionary<string, string> { ["SignGateway__DataFolder"] = first.Folder });
        Assert.Equal(0, await second.RunToEndAsync("config", "show"));
        Assert.Contains($"SignGateway:DataFolder = {first.Folder}", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task it_writes_nothing()
    {
        await using var host = new HostProcess();
        Assert.Equal(0, await host.RunToEndAsync("config", "show"));
        Assert.Empty(Directory.GetFileSystemEntries(host.Folder));
    }

    [Fact]
    public async Task wrong_settings_are_named()
    {
        await using var host = new HostProcess(new Dictionary<string, string> { ["SignGateway__Reconcile__Batch"] = "many" });
        Assert.Equal(1, await host.RunToEndAsync("config", "show"));
        Assert.Contains("SignGateway:Reconcile:Batch is 'many'", host.Output, StringComparison.Ordinal);
    }
}
