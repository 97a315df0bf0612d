using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Callbacks;
using SignGateway.Credentials.Fetchers;
using SignGateway.Doctor.Reach;
using SignGateway.Forwarding;
using SignGateway.Objects;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Objects;

/// <summary>A real server that sends callers elsewhere, and the clients as the gateway has them.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData(CallbackKeySource.HttpClientName)]
    [InlineData(OssClient.HttpClientName)]
    [InlineData(CallApplication.HttpClientName)]
    [InlineData(CredentialHttp.StsClient)]
    [InlineData(CredentialHttp.LocalClient)]
    [InlineData(SelfCall.HttpClientName)]
    public async Task no_client_follows_one(string client)
    {
        await using var elsewhere = await StandInApplication.StartAsync();
        elsewhere.Answer = context =>
        {
            context.Response.Redirect("/inner");
            return Task.CompletedTask;
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(TestGateway.Settings()).Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSignGateway(configuration).BuildServiceProvider();

        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(client);
        using var answer = await http.GetAsync(new Uri(elsewhere.Url), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Single(elsewhere.Messages);
    }
}
