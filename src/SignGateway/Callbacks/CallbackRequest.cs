using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using SignGateway.Limits;

namespace SignGateway.Callbacks;

/// <summary>What of a callback's HTTP request takes part in judging it. What only some are asked for is made when it is asked for.</summary>
internal sealed class CallbackRequest(HttpContext context)
{
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>The request target exactly as received.</summary>
    public string RawTarget { get; } = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>The header's values.</summary>
    public StringValues Authorization => context.Request.Headers.Authorization;

    /// <summary>The header's values.</summary>
    public StringValues PublicKeyUrl => context.Request.Headers["x-oss-pub-key-url"];

    /// <summary>The header, for reading the body.</summary>
    public string? ContentType => context.Request.ContentType;

    /// <summary>The header; null for a body in chunks.</summary>
    public long? ContentLength => context.Request.ContentLength;

    /// <summary>The version of HTTP.</summary>
    public string Protocol => context.Request.Protocol;

    /// <summary>The prefix that the application, or a proxy whose word counts, took off.</summary>
    public string PathBase => context.Request.PathBase.Value ?? "";

    /// <summary>What it shows of its way here.</summary>
    public CallbackTransit Transit => CallbackTransit.Read(context.Request.Headers);

    /// <summary>Where it comes from, as failures are counted.</summary>
    public string Address => ClientAddress.Of(context);

    /// <summary>Filled in by the checks.</summary>
    public CallbackTrace Trace { get; } = new();

    /// <summary>The body; null if it is over the limit.</summary>
    public async ValueTask<byte[]?> ReadBodyAsync(CancellationToken cancellationToken, int maxBytes = MaxBodyBytes)
    {
        if (context.Request.ContentLength > maxBytes)
            return null;
        PipeReader reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > maxBytes || read.IsCompleted)
            {
                var body = read.Buffer.Length > maxBytes ? null : read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
