using Microsoft.Extensions.Configuration;
using SignGateway.Host.Commands;
using Xunit;

namespace SignGateway.Host.Tests.Commands;

public sealed class HelpTests
{
    private static readonly string[] Names = [.. CommandList.All.Select(command => command.Name)];

    public static TheoryData<string> Commands => [.. Names];

    [Fact]
    public async Task help_lists_every_command()
    {
        await using var host = new HostProcess();
        Assert.Equal(0, await host.RunToEndAsync("--help"));
        Assert.All(Names, name => Assert.Contains($"\n  {name} ", host.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("is ready", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rebuild", "--help")]
    [InlineData("help", "rebuild")]
    [InlineData("rebuild", "--prefix", "-h")]
    public async Task help_on_a_command_says_how_it_is_written(params string[] arguments)
    {
        await using var host = new HostProcess();
        Assert.Equal(0, await host.RunToEndAsync(arguments));
        Assert.StartsWith("Usage: rebuild", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void every_help_teaches(string name)
    {
        var command = CommandList.Find(name.Split(' '))!;
        Assert.StartsWith($"Usage: {name}", command.Help, StringComparison.Ordinal);
        Assert.Contains($"\n\nExample:\n  SignGateway.Host {name}", command.Help, StringComparison.Ordinal);
        Assert.All(command.Switches.Concat(command.Options), option => Assert.Contains($"\n  {option} ", command.Help, StringComparison.Ordinal));
        Assert.All(command.Help.Split('\n'), line => Assert.True(line.Length <= 160, line));
    }

    [Theory]
    [InlineData("there is no command 'migate'", "\n  migrate ", "migate")]
    [InlineData("'keys' needs a second word", "\n  keys new ", "keys")]
    [InlineData("there is no command 'keys make'", "\n  keys new ", "keys", "make")]
    [InlineData("'--force' is unknown", "Usage: serve", "--force")]
    [InlineData("'--once-more' is unknown", "Usage: reconcile", "reconcile", "--once-more")]
    [InlineData("'now' is unknown", "Usage: migrate", "migrate", "now")]
    [InlineData("'--user' names whom", "Usage: erase", "erase", "--json")]
    [InlineData("'--SignGateway:DataFolder' needs a value", "Usage: serve", "--SignGateway:DataFolder")]
    public async Task what_is_not_understood_starts_nothing_and_gets_the_nearest_help(string word, string help, params string[] arguments)
    {
        await using var host = new HostProcess();
        Assert.Equal(2, await host.RunToEndAsync(arguments));
        Assert.Contains(word, host.Output, StringComparison.Ordinal);
        Assert.Contains(help, host.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(host.Folder));
    }

    [Theory]
    [InlineData]
    [InlineData("serve")]
    [InlineData("--SignGateway:Demo:AllowRemote", "true")]
    [InlineData("SignGateway:Demo:AllowRemote=true")]
    [InlineData("/SignGateway:Demo:AllowRemote", "true")]
    public void without_a_command_or_with_serve_it_serves(params string[] arguments)
    {
        var (command, read) = CommandLine.Read([.. arguments, "--urls", "http://localhost:1", "--contentRoot=/srv", "--environment", "Production"]);
        Assert.Equal("serve", command.Name);
        Assert.Null(command.Alone);
        var configuration = new ConfigurationBuilder().AddCommandLine(read.Settings).Build();
        Assert.Equal("http://localhost:1", configuration["urls"]);
        Assert.Equal("/srv", configuration["contentRoot"]);
        Assert.Equal("Production", configuration["environment"]);
        Assert.Equal(arguments.Length > 0 && arguments[0] != "serve" ? "true" : null, configuration["SignGateway:Demo:AllowRemote"]);
    }
}
