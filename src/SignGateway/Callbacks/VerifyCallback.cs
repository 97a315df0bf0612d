using System.Buffers;
using System.Buffers.Text;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Protocol.Callbacks;
using SignGateway.Telemetry;

namespace SignGateway.Callbacks;

/// <summary>The first checks of a callback, in order: headers, key URL, body's size, failures of the address, signature. All that they prove is that OSS sent it, for someone.</summary>
internal sealed class VerifyCallback
{
    private static readonly SearchValues<char> Base64Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    private readonly CallbackKeySource _keys;
    private readonly PublicUrls _urls;
    private readonly FailedCallbacks _failed;

    public VerifyCallback(CallbackKeySource keys, PublicUrls urls, FailedCallbacks failed)
    {
        _keys = keys;
        _urls = urls;
        _failed = failed;
    }

    /// <summary>Null, with the body, if OSS signed it; else the refusal.</summary>
    public async ValueTask<(CallbackOutcome.Refused? Refused, byte[] Body)> ExecuteAsync(CallbackRequest request, CallbackDeadline deadline)
    {
        using var activity = GatewayActivities.Start(GatewayActivities.Verify);
        if (ReadHeaders(request) is not var (signature, keyUrl))
            return Refuse(KnownProblems.CallbackUnsigned, CallbackDiagnosis.OfHeaders(request));
        if (await FindKeyAsync(keyUrl, deadline) is not { } key)
            return Refuse(KnownProblems.CallbackKeyUntrusted, "the key URL is not on the list, or its key cannot be had");
        var (broken, body) = await ReadAsync(request, deadline);
        if (broken is not null)
            return Refuse(KnownProblems.CallbackMalformed, CallbackDiagnosis.OfBody(request, broken));
        if (body is null)
            return Refuse(KnownProblems.CallbackTooLarge, "the body is over the limit");
        if (_failed.Judge(request, body) is { } tooMany)
            return (tooMany, []);
        if (!Verifies(key, request, body, signature))
            return Refuse(KnownProblems.CallbackSignatureInvalid, CallbackDiagnosis.OfSignature(request, key, body, signature));
        return (null, body);
    }

    private static (CallbackOutcome.Refused, byte[]) Refuse(Problem problem, string reason) => (new CallbackOutcome.Refused(problem, reason), []);

    private static (byte[] Signature, string KeyUrl)? ReadHeaders(CallbackRequest request)
    {
        if (request.Authorization is not [{ Length: > 0 } authorization] || request.PublicKeyUrl is not [{ Length: > 0 } keyUrl])
            return null;
        return IsBase64(keyUrl, out _) && DecodeStrictly(authorization) is { } signature ? (signature, keyUrl) : null;
    }

    private static byte[]? DecodeStrictly(string text)
    {
        if (!IsBase64(text, out var length))
            return null;
        var bytes = new byte[length];
        return Convert.TryFromBase64String(text, bytes, out _) ? bytes : null;
    }

    private static bool IsBase64(string text, out int length)
    {
        length = 0;
        // The framework's decoder skips white space; a signature has one spelling.
        return !text.AsSpan().ContainsAnyExcept(Base64Characters) && Base64.IsValid(text, out length);
    }

    private static async ValueTask<(Exception? Failure, byte[]? Body)> ReadAsync(CallbackRequest request, CallbackDeadline deadline)
    {
        try
        {
            var body = await request.ReadBodyAsync(deadline.ForBody());
            request.Trace.Body = body ?? [];
            return (null, body);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return (exception, null);
        }
    }

    private async ValueTask<CallbackPublicKey?> FindKeyAsync(string keyUrl, CallbackDeadline deadline)
    {
        if (_keys.FindAtOnce(keyUrl) is { } key)
            return key;
        try
        {
            return await _keys.FindAsync(keyUrl, deadline.ForKey());
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // A proxy may have stripped a prefix, so the paths that we told OSS come first, then the one that arrived.
    private bool Verifies(CallbackPublicKey key, CallbackRequest request, byte[] body, byte[] signature)
    {
        var (rawPath, query) = CallbackSignedText.SplitTarget(request.RawTarget);
        request.Trace.Paths = _urls.CallbackPaths.Contains(rawPath) ? _urls.CallbackPaths : [.. _urls.CallbackPaths, rawPath];
        foreach (var path in request.Trace.Paths)
        {
            if (CallbackSignedText.Verify(key, path, query, body, signature))
            {
                request.Trace.MatchedPath = path;
                return true;
            }
        }

        return false;
    }
}
