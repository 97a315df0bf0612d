using System.Text.Json;
using System.Text.Json.Nodes;
using SignGateway.Fuzz.Tests.Wire;

namespace SignGateway.Fuzz.Tests.Requests;

/// <summary>What may be answered at all: the codes that clients are promised, each with its status.</summary>
internal static class Contract
{
    private static readonly Dictionary<string, int> Codes = new()
    {
        ["unauthenticated"] = 401, ["role_missing"] = 403, ["not_found"] = 404, ["profile_unknown"] = 404, ["profile_forbidden"] = 403, ["content_type_not_allowed"] = 422,
        ["size_not_allowed"] = 422, ["file_name_invalid"] = 422, ["vars_invalid"] = 422, ["quota_exceeded"] = 429, ["rate_limited"] = 429, ["upload_not_found"] = 404,
        ["object_not_found"] = 409, ["upload_not_stored"] = 409, ["upload_not_open"] = 409, ["request_malformed"] = 400, ["media_type_unsupported"] = 415, ["method_not_allowed"] = 405,
        ["idempotency_conflict"] = 422, ["idempotency_in_progress"] = 409, ["credentials_unavailable"] = 503, ["ledger_unavailable"] = 503, ["oss_unavailable"] = 503,
        ["callback_unsigned"] = 401, ["callback_key_untrusted"] = 403, ["callback_signature_invalid"] = 403, ["ticket_invalid"] = 403, ["ticket_expired"] = 403, ["ticket_mismatch"] = 403,
        ["callback_malformed"] = 400, ["callback_too_large"] = 413,
    };

    private static readonly int[] OfHttpItself = [400, 404, 405, 408, 411, 413, 414, 415, 417, 431, 501, 505];

    /// <summary>Fails unless the answer is a success or a refusal of the contract.</summary>
    public static void Hold(WireRequest request, WireAnswer? answer)
    {
        if (answer is null)
        {
            Expect(request.MayBreakHttp, "hung up", request, answer);
            return;
        }

        if (answer.Status < 300)
            return;
        // The server refuses what is no HTTP before any of us sees it.
        if (request.MayBreakHttp && answer.Body.Length == 0 && OfHttpItself.Contains(answer.Status))
            return;
        Expect(answer.ContentType.StartsWith("application/problem+json", StringComparison.Ordinal), $"a refusal is {answer.ContentType}", request, answer);
        Expect(CodeOf(answer) is { } code && Codes.GetValueOrDefault(code) == answer.Status, "no code of the contract, or not with this status", request, answer);
    }

    public static void Expect(bool condition, string fault, WireRequest request, WireAnswer? answer)
    {
        if (!condition)
            throw new FuzzException($"{fault}; {answer?.Status} {answer?.Text} to {request}");
    }

    private static string? CodeOf(WireAnswer answer)
    {
        try
        {
            return (string?)JsonNode.Parse(answer.Body)?["code"];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
