using System.Globalization;
using System.Text.Json.Nodes;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>What STS answered, checked as far as every answer is alike.</summary>
internal static class StsAnswer
{
    public static async Task<AccessKey> IssuedAsync(HttpResponseMessage response)
    {
        var root = await ReadAsync(response, 200);
        Assert.Equal(["RequestId", "AssumedRoleUser", "Credentials"], root.Select(member => member.Key));
        var credentials = root["Credentials"]!;
        return new AccessKey(
            credentials.Text("AccessKeyId"), credentials.Text("AccessKeySecret"), credentials.Text("SecurityToken"), Time(credentials.Text("Expiration")));
    }

    public static async Task<string> RefusedAsync(HttpResponseMessage response, int status, string code)
    {
        var root = await ReadAsync(response, status);
        Assert.Equal(code, root.Text("Code"));
        Assert.NotEmpty(root.Text("HostId"));
        Assert.NotEmpty(root.Text("Recommend"));
        return root.Text("Message");
    }

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"expected {status}, got {(int)response.StatusCode} {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var root = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(response.Headers.GetValues("x-acs-request-id").Single(), root.Text("RequestId"));
        return root;
    }

    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
