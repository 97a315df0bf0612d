using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace SignGateway.Tests.Doctor;

/// <summary>A proxy on a real Kestrel that passes requests on as they came, but for what a test makes it change.</summary>
internal sealed class Middleman : IAsyncDisposable
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly Uri _target;

    private Middleman(WebApplication app, Uri target) => (_app, _target) = (app, target);

    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <summary>What becomes of the request target.</summary>
    public Func<string, string> Rewrite { get; set; } = target => target;

    /// <summary>What becomes of the request's body.</summary>
    public Func<byte[], byte[]> Change { get; set; } = body => body;

    /// <summary>How the answer's body is written.</summary>
    public Func<HttpResponse, byte[], Task> Answer { get; set; } = (response, body) =>
    {
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length);
    };

    /// <summary>Starts it; with a choice of certificates, by the name that a client says or does not say, it speaks TLS.</summary>
    public static async Task<Middleman> StartAsync(Uri target, Func<string?, X509Certificate2>? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(https => https.ServerCertificateSelector = (_, name) => certificate(name));
        }));
        var app = builder.Build();
        var middleman = new Middleman(app, target);
        app.Run(middleman.ForwardAsync);
        await app.StartAsync();
        return middleman;
    }

    /// <summary>A certificate that signs itself, for one name.</summary>
    public static X509Certificate2 CertificateFor(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var target = Rewrite(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri($"{_target.GetLeftPart(UriPartial.Authority)}{target}", AsWritten))
        {
            Content = new ByteArrayContent(Change(bytes.ToArray())),
        };
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name is "Host" or "Connection" or "Content-Length")
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        using var response = await _http.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await Answer(context.Response, await response.Content.ReadAsByteArrayAsync());
    }
}
