using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

/// <summary>The longest of everything at once, through the whole loop.</summary>
public sealed class BudgetTests
{
    private const int UrlLength = 200;

    [Theory]
    [InlineData("Form")]
    [InlineData("Json")]
    public async Task the_worst_case_of_every_budget_works(string bodyType)
    {
        await using var edge = await MeddlingProxy.StartAsync();
        edge.Rewrite = target => target[target.IndexOf('/', 1)..];
        // The first four do not answer; storage goes on to the fifth, which strips a long prefix.
        var urls = Enumerable.Range(0, 4).Select(_ => Padded($"http://127.0.0.1:{HostProcess.FreePort()}/")).Append(Padded($"{edge.Url}"));
        var profile = new string('p', 32);
        await using var loop = await WatchedLoop.StartAsync(new()
        {
            ["SignGateway__PublicUrl"] = string.Join(';', urls),
            [$"SignGateway__Profiles__{profile}__CallbackBodyType"] = bodyType,
        });
        edge.Target = loop.Host.Url;

        var user = new string('u', 128);
        var vars = new JsonObject(Enumerable.Range(0, 16).Select(index => KeyValuePair.Create($"{new string('v', 30)}{index:00}", (JsonNode?)new string((char)('一' + index), 256))));
        var fileName = new string('文', 85);
        using var client = loop.ClientFor(user);
        var grant = await client.SignAsync(new JsonObject { ["profile"] = profile, ["fileName"] = fileName, ["contentType"] = $"image/{new string('t', 121)}", ["vars"] = vars.DeepClone() });

        Assert.InRange(((string)grant["fields"]!["callback"]!).Length, 4000, 5120);
        var (status, body) = await GatewayClient.PostAsync(grant, [1, 2, 3]);
        Assert.Equal(200, status);
        var recorded = JsonNode.Parse(body)!;
        Assert.Equal((user, fileName), ((string)recorded["userId"]!, (string)recorded["fileName"]!));
        Assert.True(JsonNode.DeepEquals(vars, recorded["vars"]));
    }

    private static string Padded(string url) => url + new string('x', UrlLength - url.Length);
}
