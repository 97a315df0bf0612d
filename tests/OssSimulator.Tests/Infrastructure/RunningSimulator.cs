using System.Net.Http.Json;
using System.Xml.Linq;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>A simulator on a free port with a folder and a clock of its own.</summary>
internal sealed class RunningSimulator : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    private readonly SimulatorOptions options;

    private RunningSimulator(SimulatorOptions options, SimulatorServer server)
    {
        this.options = options;
        Server = server;
    }

    public SimulatorServer Server { get; private set; }

    public FixedTime Time => (FixedTime)options.TimeProvider;

    public string DataFolder => options.DataFolder;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static async Task<RunningSimulator> StartAsync(Action<SimulatorOptions>? configure = null)
    {
        var options = new SimulatorOptions
        {
            Url = new Uri("http://127.0.0.1:0"),
            DataFolder = Directory.CreateTempSubdirectory("oss-simulator-").FullName,
            TimeProvider = new FixedTime(Start),
        };
        configure?.Invoke(options);
        return new RunningSimulator(options, await SimulatorServer.StartAsync(options, TestContext.Current.CancellationToken));
    }

    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        Server = await SimulatorServer.StartAsync(options, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(SignedForm form) => PostAsync(form.Build());

    public Task<HttpResponseMessage> PostAsync(MultipartBody body, string bucket = SimulatorOptions.DefaultBucket) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(Server.Url, bucket)) { Content = body.ToContent() });

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        Client.SendAsync(request, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(SignedRequest request) => SendAsync(request.Build(Server.Url));

    public Task<HttpResponseMessage> SendAsync(SignedCall call) => SendAsync(call.Build(Server.Url));

    /// <summary>Takes the role of the call, which must be lent.</summary>
    public async Task<AccessKey> AssumeAsync(SignedCall? call = null)
    {
        using var answer = await SendAsync(call ?? new SignedCall { SignedAt = Time.Now });
        return await StsAnswer.IssuedAsync(answer);
    }

    /// <summary>Makes a call that must be refused; gives the message.</summary>
    public async Task<string> RefusedAsync(SignedCall call, int status, string code)
    {
        using var answer = await SendAsync(call);
        return await StsAnswer.RefusedAsync(answer, status, code);
    }

    public async Task<HttpResponseMessage> PutFaultsAsync(object faults)
    {
        var content = JsonContent.Create(faults);
        await content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Put, new Uri(Server.Url, "_simulator/faults")) { Content = content });
    }

    /// <summary>Posts a form that must be refused and checks the whole error document.</summary>
    public async Task<XElement> RefusedAsync(SignedForm form, int status, string code) => await Refusal.ReadAsync(await PostAsync(form), status, code);

    public IEnumerable<string> StoredFiles() => Directory.EnumerateFiles(DataFolder, "*.*", SearchOption.AllDirectories)
        .Where(path => path.EndsWith(".content", StringComparison.Ordinal) || path.EndsWith(".tmp", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(DataFolder, recursive: true);
    }
}
