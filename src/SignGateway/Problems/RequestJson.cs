using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace SignGateway.Problems;

/// <summary>Reads a request's body as JSON, within a limit. The bytes are kept: they tell a repeat from a conflict.</summary>
internal static class RequestJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static async ValueTask<(Problem? Problem, byte[] Bytes, JsonElement Json)> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (!IsJson(request))
            return (KnownProblems.MediaTypeUnsupported, [], default);
        try
        {
            var bytes = request.ContentLength > limit ? null : await ReadBytesAsync(request.BodyReader, limit, cancellationToken);
            if (bytes is null)
                return (KnownProblems.RequestMalformed.Because($"The body is larger than {limit} bytes."), [], default);
            if (!Utf8.IsValid(bytes))
                return (KnownProblems.RequestMalformed.Because("The body is not UTF-8."), [], default);
            return (null, bytes, JsonElement.Parse(bytes, Strict));
        }
        catch (JsonException)
        {
            return (KnownProblems.RequestMalformed, [], default);
        }
        catch (IOException)
        {
            return (KnownProblems.RequestMalformed.Because("The body is not what its headers announce."), [], default);
        }
        catch (InvalidOperationException)
        {
            // A name with an escaped surrogate without its partner is valid JSON, but no text, and nothing that can be told from other names.
            return (KnownProblems.RequestMalformed.Because("A name holds half a character."), [], default);
        }
    }

    // Nearly all say just this, which needs no parsing.
    private static bool IsJson(HttpRequest request) =>
        string.Equals(request.ContentType, "application/json", StringComparison.OrdinalIgnoreCase) || request.HasJsonContentType();

    private static async ValueTask<byte[]?> ReadBytesAsync(PipeReader reader, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
