using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Protocol.Callbacks;
using SignGateway.Tickets;

namespace SignGateway.Callbacks;

/// <summary>
/// Tells the doctor what of its probe arrived. A probe is a callback without a signature, refused like any other unless its body holds a question that this
/// gateway's own ring has sealed within the minute. It is asked only about what is refused already, and changes nothing.
/// </summary>
internal sealed class AnswerProbe(ProbeSealer sealer, PublicUrls urls)
{
    /// <summary>The field of the body that holds the question.</summary>
    public const string Field = "doctor";

    /// <summary>In the place of the key's URL. It is no Base64, so no probe is ever taken for a signed callback.</summary>
    public const string KeyUrl = "sign-gateway-doctor";

    /// <summary>The media type, since forms are what proxies write anew.</summary>
    public const string ContentType = "application/x-www-form-urlencoded";

    private const int MaxBodyBytes = 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>The answer to a probe; the refusal as it stands for all else.</summary>
    public async ValueTask<CallbackOutcome> ExecuteAsync(CallbackRequest request, CallbackOutcome.Refused refused, CallbackDeadline deadline)
    {
        if (refused.Problem.Code != KnownProblems.CallbackUnsigned.Code || !LooksLikeOne(request) || await ReadAsync(request, deadline) is not { } bytes)
            return refused;
        if (!CallbackBody.TryParse(request.ContentType, bytes, out var body, out _) || body!.Get(Field) is not { } question)
            return refused;
        var told = JsonSerializer.SerializeToUtf8Bytes(Look(request, bytes, question), Json);
        return sealer.Reply(question, told) is { } proof ? new CallbackOutcome.Probed(told, proof) : refused;
    }

    /// <summary>Reads what was told; null if it is something else.</summary>
    public static ProbeArrival? Read(string told)
    {
        try
        {
            return JsonSerializer.Deserialize<ProbeArrival>(told, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool LooksLikeOne(CallbackRequest request) =>
        request.ContentLength is null or (> 0 and <= MaxBodyBytes)
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<byte[]?> ReadAsync(CallbackRequest request, CallbackDeadline deadline)
    {
        try
        {
            return await request.ReadBodyAsync(deadline.ForBody(), MaxBodyBytes);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private ProbeArrival Look(CallbackRequest request, byte[] body, string question)
    {
        var (path, query) = CallbackSignedText.SplitTarget(request.RawTarget);
        var header = request.Authorization switch
        {
            [] => ProbeHeader.Absent,
            [var text] when text == question => ProbeHeader.AsSent,
            _ => ProbeHeader.Other,
        };
        return new ProbeArrival(
            path, query, request.PathBase, urls.CallbackPaths, header, request.PublicKeyUrl is [KeyUrl], Convert.ToHexStringLower(SHA256.HashData(body)), request.Protocol);
    }
}
