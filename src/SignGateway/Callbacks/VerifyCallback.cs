using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Protocol.Callbacks;

namespace SignGateway.Callbacks;

/// <summary>The first checks of a callback, in order: headers, key URL, body's size, failures of the address, signature. All that they prove is that OSS sent it, for someone.</summary>
internal sealed class VerifyCallback
{
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
    public async Task<(CallbackOutcome.Refused? Refused, byte[] Body)> ExecuteAsync(
        CallbackRequest request, Func<CancellationToken, Task<byte[]?>> readBody, CallbackDeadline deadline)
    {
        if (ReadHeaders(request) is not var (signature, keyUrl))
            return Refuse(KnownProblems.CallbackUnsigned, CallbackDiagnosis.OfHeaders(request));
        if (await FindKeyAsync(keyUrl, deadline) is not { } key)
            return Refuse(KnownProblems.CallbackKeyUntrusted, "the key URL is not on the list, or its key cannot be had");
        var (broken, body) = await ReadAsync(request, readBody, deadline);
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
        return DecodeStrictly(authorization) is { } signature && DecodeStrictly(keyUrl) is not null ? (signature, keyUrl) : null;
    }

    private static byte[]? DecodeStrictly(string text)
    {
        // The framework's decoder skips white space; a signature has one spelling.
        if (text.Any(char.IsWhiteSpace))
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static async Task<(Exception? Failure, byte[]? Body)> ReadAsync(CallbackRequest request, Func<CancellationToken, Task<byte[]?>> readBody, CallbackDeadline deadline)
    {
        try
        {
            var body = await readBody(deadline.Token);
            request.Trace.Body = body ?? [];
            return (null, body);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return (exception, null);
        }
    }

    private async Task<CallbackPublicKey?> FindKeyAsync(string keyUrl, CallbackDeadline deadline)
    {
        try
        {
            return await deadline.ForKeyAsync(token => _keys.FindAsync(keyUrl, token));
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
        List<string> paths = [.. _urls.CallbackPaths.Append(rawPath).Distinct(StringComparer.Ordinal)];
        request.Trace.Paths = paths;
        request.Trace.MatchedPath = paths.Find(path => key.Verify(CallbackSignedText.Build(path, query, body), signature));
        return request.Trace.MatchedPath is not null;
    }
}
