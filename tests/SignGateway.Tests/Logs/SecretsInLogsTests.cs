using SignGateway.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Tests.Logs;

/// <summary>What every test's log is searched with has to find what it is for.</summary>
public sealed class SecretsInLogsTests
{
    private static readonly KeyValuePair<string, string?>[] Settings = [new("SignGateway:Credentials:AccessKeySecret", "of-ten-characters-or-so"), new("SignGateway__Tickets__Keys__0__Secret", "c2VjcmV0cw=="), new("SignGateway:Oss:Bucket", "example-bucket")];

    [Theory]
    [InlineData("the secret is of-ten-characters-or-so, is it not")]
    [InlineData("a ring of c2VjcmV0cw==")]
    [InlineData("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlIG9mIGE")]
    [InlineData("policy=eyJleHBpcmF0aW9uIjoiMjAyNi0w")]
    [InlineData("callback=eyJjYWxsYmFja1VybCI6Imh0")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void a_secret_is_found(string line) => Assert.Throws<InvalidOperationException>(() => Search(line));

    [Fact]
    public async Task what_a_grant_holds_is_found()
    {
        await using var gateway = await TestGateway.StartAsync();
        var grant = await gateway.SignAsync();
        foreach (var name in (string[])["policy", "callback", "x-oss-signature", "x-oss-meta-upload-ticket"])
            Assert.Throws<InvalidOperationException>(() => Search($"{name} {grant["fields"]![name]}"));
    }

    [Theory]
    [InlineData("Upload 01m7zrg2rtgq25c3pp01te666s recorded by callback, 3 bytes")]
    [InlineData("GET https://example-bucket.oss-cn-hangzhou.aliyuncs.com/uploads/2026/01/01/01m7zrg2rtgq25c3pp01te666s.png 200")]
    public void an_ordinary_line_is_none(string line) => Search(line);

    private static void Search(string line)
    {
        var secrets = new SecretsInLogs(Settings);
        secrets.Watch(line);
        secrets.ThrowIfAny();
    }
}
