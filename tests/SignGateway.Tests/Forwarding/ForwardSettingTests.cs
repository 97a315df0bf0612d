using Microsoft.Extensions.DependencyInjection;
using SignGateway.Forwarding;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Forwarding;

public sealed class ForwardSettingTests
{
    private const string Path = "SignGateway:Profiles:default";
    private const string Short = "whsec_c2hvcnQgc2VjcmV0";

    [Theory]
    [InlineData("ForwardTo", "")]
    [InlineData("ForwardTo", "app.internal/stored")]
    [InlineData("ForwardTo", "/stored")]
    [InlineData("ForwardTo", "ftp://app.internal/stored")]
    [InlineData("ForwardTo", "cluster://app/stored")]
    [InlineData("ForwardTo", "http://user:pass@app.internal/stored")]
    [InlineData("ForwardTo", "http://app.internal/stored#top")]
    [InlineData("ForwardSecrets:0", null)]
    [InlineData("ForwardSecrets:0", "")]
    [InlineData("ForwardSecrets:0", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("ForwardSecrets:0", "whsec_not base64")]
    [InlineData("ForwardSecrets:0", Short)]
    [InlineData("ForwardSecrets:1", Short)]
    public async Task a_wrong_one_stops_the_start_and_is_named(string key, string? value)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync((key, value)));
        Assert.Contains($"{Path}:{key}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task six_secrets_are_too_many()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync([.. Enumerable.Range(0, 6).Select(number => ($"ForwardSecrets:{number}", (string?)StandInApplication.Secret))]));
        Assert.Contains($"{Path}:ForwardSecrets has 6", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task all_of_them_are_named_and_no_secret_is_repeated()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(("ForwardTo", "http://user:hunter2@app.internal/"), ("ForwardSecrets:0", Short), ("ForwardSecrets:1", "whsec_?")));
        foreach (var key in new[] { "ForwardTo", "ForwardSecrets:0", "ForwardSecrets:1" })
            Assert.Contains($"{Path}:{key}", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Short["whsec_".Length..], fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_application_that_chooses_destinations_itself_decides_what_they_are_called()
    {
        await using var application = await StandInApplication.StartAsync();
        var destinations = new NamedDestinations(new Uri(application.Url));
        await using var gateway = await TestGateway.StartAsync(
            new(application.Settings) { [$"{Path}:ForwardTo"] = "the-app" }, services => services.AddSingleton<IForwardDestinations>(destinations));

        var (_, answer) = await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);
        destinations.Address = null;
        var (_, none) = await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);

        Assert.Equal("/photos/1", (string)answer["app"]!["next"]!);
        Assert.Equal("unreachable", (string)none["appError"]!);
        Assert.Equal([ForwardContact.Answered], destinations.Contacts);
    }

    [Fact]
    public async Task the_one_that_chose_a_destination_hears_how_it_did()
    {
        await using var application = await StandInApplication.StartAsync();
        var destinations = new NamedDestinations(new Uri(application.Url));
        await using var gateway = await TestGateway.StartAsync(application.Settings, services => services.AddSingleton<IForwardDestinations>(destinations));
        application.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);
        await application.DisposeAsync();

        await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);

        Assert.Equal([ForwardContact.Answered, ForwardContact.Failed], destinations.Contacts);
    }

    private static async Task StartAsync(params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            [$"{Path}:ForwardTo"] = "https://app.internal/stored",
            [$"{Path}:ForwardSecrets:0"] = StandInApplication.Secret,
        };
        foreach (var (key, value) in settings)
            all[$"{Path}:{key}"] = value;
        await using var gateway = await TestGateway.StartAsync(all);
    }

    private sealed class NamedDestinations(Uri? address) : IForwardDestinations
    {
        public Uri? Address { get; set; } = address;

        public List<ForwardContact> Contacts { get; } = [];

        public string? FaultOf(string forwardTo) => null;

        public ForwardDestination? Choose(string forwardTo) => Address is null ? null : new(Address, Contacts.Add);
    }
}
