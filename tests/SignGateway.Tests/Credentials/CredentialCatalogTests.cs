using Microsoft.Extensions.DependencyInjection;
using SignGateway.Credentials;
using SignGateway.Protocol.Values;
using Xunit;

namespace SignGateway.Tests.Credentials;

public sealed class CredentialCatalogTests
{
    [Fact]
    public async Task a_profile_uses_its_own_credentials_if_it_has_any()
    {
        await using var host = new CredentialHost(new(CredentialHost.Sts())
        {
            ["Profiles:photos:Credentials:Source"] = "Static",
            ["Profiles:photos:Credentials:AccessKeyId"] = "photos-id",
            ["Profiles:photos:Credentials:AccessKeySecret"] = "photos-secret",
            ["Profiles:papers:MinBytes"] = "1",
        });
        Assert.Equal("photos-id", (await CredentialsOfAsync(host, "photos")).AccessKeyId);
        Assert.Empty(host.Requests);
        Assert.Equal("STS.token-id", (await CredentialsOfAsync(host, "papers")).AccessKeyId);
        Assert.Equal("STS.token-id", (await CredentialsOfAsync(host, "default")).AccessKeyId);
        Assert.Same(host.Source, host.Catalog.For("papers"));
    }

    [Fact]
    public async Task each_role_has_one_token()
    {
        await using var host = new CredentialHost(new(CredentialHost.Sts())
        {
            ["Profiles:photos:Credentials:Source"] = "Sts",
            ["Profiles:photos:Credentials:RoleArn"] = "acs:ram::1234567890123456:role/photos",
            ["Profiles:photos:Credentials:AccessKeyId"] = "photos-id",
            ["Profiles:photos:Credentials:AccessKeySecret"] = "photos-secret",
        });
        for (var count = 0; count < 3; count++)
        {
            await CredentialsOfAsync(host, "photos");
            await CredentialsOfAsync(host, "default");
        }

        Assert.Equal(["photos", "gateway"], host.Requests.Select(request => request.Body.Split('&')[0].Split("%2F")[1]));
    }

    [Fact]
    public async Task who_brings_a_source_need_not_configure_another()
    {
        await using var host = new CredentialHost([], register: services => services.AddSingleton<ICredentialSource>(new FixedCredentials(new OssCredentials("own-id", "own-secret"))));
        Assert.Empty(host.Faults());
        Assert.Equal("own-id", (await CredentialsOfAsync(host, "default")).AccessKeyId);
    }

    private static async Task<OssCredentials> CredentialsOfAsync(CredentialHost host, string profile) =>
        Assert.IsType<CredentialsOutcome.Available>(await host.Catalog.For(profile).GetAsync(TimeSpan.FromMinutes(1), CancellationToken.None)).Credentials;
}
