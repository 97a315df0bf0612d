using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Permissions;

/// <summary>What a key with a policy of its own may do of an upload.</summary>
public sealed class UploadPolicyTests
{
    public static TheoryData<string, string> Actions => new()
    {
        { "put", "oss:PutObject" },
        { "initiate", "oss:PutObject" },
        { "part", "oss:PutObject" },
        { "complete", "oss:PutObject" },
        { "list", "oss:ListParts" },
        { "abort", "oss:AbortMultipartUpload" },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task needs_its_own_right(string step, string action)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        foreach (var (allowed, resource, isAllowed) in new[]
        {
            (action, "demo-bucket/users/42/*", true),
            ("oss:*", $"demo-bucket/{PartedUpload.Key}", true),
            ("oss:GetObject", "demo-bucket/users/42/*", false),
            (action, "demo-bucket/users/43/*", false),
            (action, "demo-bucket", false),
        })
        {
            var upload = await PartedUpload.StartAsync(simulator);
            await upload.SendAsync(1);
            var key = await AssumeAsync(simulator, allowed, resource);
            using var answer = await simulator.SendAsync(Step(step, upload).As(key));
            if (isAllowed) Assert.True(answer.IsSuccessStatusCode, $"{step} as {allowed} on {resource}: {(int)answer.StatusCode}");
            else await Refusal.ReadAsync(answer, 403, "AccessDenied");
        }
    }

    [Theory]
    [InlineData("oss:ListMultipartUploads", "demo-bucket", 200)]
    [InlineData("oss:ListMultipartUploads", "demo-bucket/*", 403)]
    [InlineData("oss:ListObjects", "demo-bucket", 403)]
    public async Task lists_uploads_with_the_right_to_that(string action, string resource, int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = await AssumeAsync(simulator, action, resource);
        using var answer = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, "").Asking("uploads").As(key));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static SignedRequest Step(string step, PartedUpload upload) => step switch
    {
        "put" => new SignedRequest(HttpMethod.Put, PartedUpload.Key) { Body = [1] },
        "initiate" => PartedUpload.Initiate(),
        "part" => upload.Part("2", [1]),
        "complete" => upload.Complete(),
        "list" => upload.List(),
        _ => upload.Abort(),
    };

    private static Task<AccessKey> AssumeAsync(RunningSimulator simulator, string action, string resource) => simulator.AssumeAsync(new SignedCall().With(
        "Policy", $$"""{"Version":"1","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"acs:oss:*:*:{{resource}}"}]}"""));
}
