using System.Xml.Linq;

namespace OssSimulator.Tests.Infrastructure;

internal static class Refusal
{
    public static async Task<XElement> ReadAsync(HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"expected {status} {code}, got {(int)response.StatusCode} {text}");
        var error = XElement.Parse(text);
        Assert.Equal("Error", error.Name.LocalName);
        Assert.Equal(code, error.Element("Code")?.Value);
        Assert.Equal(response.Headers.GetValues("x-oss-request-id").Single(), error.Element("RequestId")?.Value);
        Assert.Matches("^[0-9A-F]{24}$", error.Element("RequestId")?.Value);
        Assert.NotEmpty(error.Element("HostId")!.Value);
        return error;
    }
}
