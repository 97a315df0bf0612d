using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Permissions;

/// <summary>What a key may do that was issued with a policy of its own.</summary>
public sealed class SessionPolicyTests
{
    [Theory]
    [InlineData("oss:PutObject", "users/42/*", 200)]
    [InlineData("oss:Put*", "users/*", 200)]
    [InlineData("oss:PutObject", "users/42/cat.png", 200)]
    [InlineData("oss:PutObject", "users/43/*", 403)]
    [InlineData("oss:GetObject", "users/42/*", 403)]
    public async Task narrows_uploads(string action, string key, int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(Form(await AssumeAsync(simulator, Allow(action, "demo-bucket/" + key))));
        if (status == 200) Assert.Equal(200, (int)answer.StatusCode);
        else await Refusal.ReadAsync(answer, status, "AccessDenied");
        Assert.Equal(status == 200 ? 1 : 0, simulator.StoredFiles().Count());
    }

    [Fact]
    public async Task looks_at_the_whole_name_of_an_upload()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var form = Form(await AssumeAsync(simulator, Allow("oss:PutObject", "demo-bucket/users/42/*.png"))).With("key", "users/42/${filename}");
        using var stored = await simulator.PostAsync(form);
        Assert.Equal(200, (int)stored.StatusCode);
        form.FileName = "page.html";
        await simulator.RefusedAsync(form, 403, "AccessDenied");
    }

    [Theory]
    [InlineData("HEAD", "oss:GetObject", 404)]
    [InlineData("GET", "oss:GetObject", 404)]
    [InlineData("DELETE", "oss:DeleteObject", 204)]
    [InlineData("HEAD", "oss:DeleteObject", 403)]
    [InlineData("GET", "oss:PutObject", 403)]
    [InlineData("DELETE", "oss:GetObject", 403)]
    public async Task narrows_requests_for_objects(string method, string action, int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = await AssumeAsync(simulator, Allow(action, "demo-bucket/users/*"));
        using var within = await simulator.SendAsync(Signed(new SignedRequest(new HttpMethod(method), "users/42"), key));
        Assert.Equal(status, (int)within.StatusCode);
        using var beyond = await simulator.SendAsync(Signed(new SignedRequest(new HttpMethod(method), "others/42"), key));
        Assert.Equal(403, (int)beyond.StatusCode);
    }

    [Theory]
    [InlineData("demo-bucket", "", "users/", 200)]
    [InlineData("another-bucket", "", "users/", 403)]
    [InlineData("demo-bucket/*", "", "users/", 403)]
    [InlineData("demo-bucket", """ "StringLike":{"oss:Prefix":["users/*","public/*"]} """, "users/42", 200)]
    [InlineData("demo-bucket", """ "StringLike":{"oss:Prefix":["users/*","public/*"]} """, "others/", 403)]
    [InlineData("demo-bucket", """ "StringLike":{"oss:Prefix":"users/*"} """, "", 403)]
    [InlineData("demo-bucket", """ "StringEquals":{"oss:Prefix":"users/"} """, "users/", 200)]
    [InlineData("demo-bucket", """ "StringEquals":{"oss:Prefix":"users/"} """, "users/42", 403)]
    public async Task narrows_lists(string resource, string condition, string prefix, int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = await AssumeAsync(simulator, Allow("oss:ListObjects", resource, condition));
        var request = Signed(ObjectList.Request(("prefix", prefix)), key);
        using var answer = await simulator.SendAsync(request);
        if (status == 200) Assert.Equal(200, (int)answer.StatusCode);
        else await Refusal.ReadAsync(answer, status, "AccessDenied");
    }

    [Fact]
    public async Task lets_a_denial_win()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = await AssumeAsync(simulator, Statements(
            """{"Effect":"Allow","Action":["oss:*"],"Resource":["*"]}""",
            """{"Effect":"Deny","Action":"oss:DeleteObject","Resource":"acs:oss:*:*:demo-bucket/users/*"}"""));
        using var posted = await simulator.PostAsync(Form(key));
        Assert.Equal(200, (int)posted.StatusCode);
        using var kept = await simulator.SendAsync(Signed(new SignedRequest(HttpMethod.Delete, SignedForm.Key), key));
        await Refusal.ReadAsync(kept, 403, "AccessDenied");
        using var other = await simulator.SendAsync(Signed(new SignedRequest(HttpMethod.Delete, "others/42"), key));
        Assert.Equal(204, (int)other.StatusCode);
    }

    [Fact]
    public async Task narrows_nobody_without_one()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var key = await simulator.AssumeAsync();
        using var answer = await simulator.SendAsync(Signed(new SignedRequest(HttpMethod.Delete, "k"), key));
        Assert.Equal(204, (int)answer.StatusCode);
    }

    private static Task<AccessKey> AssumeAsync(RunningSimulator simulator, string policy) =>
        simulator.AssumeAsync(new SignedCall().With("Policy", policy));

    private static string Allow(string action, string resource, string condition = "") =>
        Statements($$"""{"Effect":"Allow","Action":"{{action}}","Resource":"acs:oss:*:*:{{resource}}","Condition":{ {{condition}} } }""");

    private static string Statements(params string[] statements) => $$"""{"Version":"1","Statement":[{{string.Join(',', statements)}}]}""";

    private static SignedForm Form(AccessKey key) => new() { KeyId = key.Id, Secret = key.Secret, Token = key.SecurityToken };

    private static SignedRequest Signed(SignedRequest request, AccessKey key)
    {
        (request.KeyId, request.Secret, request.Token) = (key.Id, key.Secret, key.SecurityToken);
        return request;
    }
}
