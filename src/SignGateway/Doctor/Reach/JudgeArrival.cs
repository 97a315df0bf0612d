using SignGateway.Callbacks;
using SignGateway.Objects;

namespace SignGateway.Doctor.Reach;

/// <summary>Holds what arrived of a probe against what was sent, by what OSS signs and what the gateway makes of it.</summary>
internal static class JudgeArrival
{
    private const string Setting = $"{PublicUrlOptions.Section}:{nameof(PublicUrlOptions.PublicUrl)}";

    public static IEnumerable<Finding> Of(string url, SentProbe sent, ProbeArrival arrived)
    {
        if (Header(url, arrived) is { } header)
            yield return header;
        if (!arrived.KeyUrl)
        {
            yield return Finding.Fault(
                "pub_key_url_removed", $"{url}: x-oss-pub-key-url does not arrive as it was sent, so no callback's signature can be checked.",
                "Let the x-oss- headers through. nginx passes them on unless told otherwise: look for proxy_pass_request_headers off; and for rules of a firewall.");
        }

        if (Path(url, sent, arrived) is { } path)
            yield return path;
        if (Query(url, arrived) is { } query)
            yield return query;
        if (arrived.BodyDigest != sent.BodyDigest)
        {
            yield return Finding.Fault(
                "callback_body_changed", $"{url}: the body arrives, but not byte for byte, so no callback's signature verifies.",
                "Something writes forms anew: a firewall's body inspection, or middleware that reads the form and sends it on. Exempt the callback route from it.");
        }
    }

    private static Finding? Header(string url, ProbeArrival arrived) => arrived.Authorization switch
    {
        ProbeHeader.Absent => Finding.Fault(
            "authorization_removed", $"{url}: the Authorization header is taken off on the way; it holds OSS's signature, so every callback ends as callback_unsigned.",
            "Pass it on for the callback route. nginx: proxy_set_header Authorization $http_authorization; and no proxy_set_header Authorization \"\"; YARP: no { \"RequestHeaderRemove\": \"Authorization\" }; a sign-in in front has to leave the route out."),
        ProbeHeader.Other => Finding.Fault(
            "authorization_changed", $"{url}: another Authorization header arrives than the one that was sent; the header holds OSS's signature, so every callback ends as callback_unsigned.",
            "Something puts its own there: basic authentication or a token towards the gateway. Leave the callback route out: nginx: location = …/v1/callbacks/oss with proxy_set_header Authorization $http_authorization; and auth_basic off;"),
        _ => null,
    };

    private static Finding? Path(string url, SentProbe sent, ProbeArrival arrived)
    {
        var (signed, seen) = (Decoded(sent.Path), Decoded(arrived.Path));
        if (signed == seen)
            return null;
        var told = $"{url}: sent to {sent.Path}, it arrives at {arrived.Path}";
        if (!arrived.Paths.Any(path => Decoded(path) == signed))
        {
            return Finding.Fault(
                "callback_path_changed", $"{told}; OSS signs the former, of which the gateway that answers knows nothing: its {Setting} leads to {string.Join(", ", arrived.Paths)}. No callback verifies.",
                $"Give that gateway the {Setting} that OSS calls, with the prefix that the proxy takes off, and start it anew.");
        }

        return signed == Decoded(arrived.PathBase) + seen
            ? Finding.Ok("callback_path_changed", $"{told}: a proxy takes {arrived.PathBase} off and says so. Callbacks verify all the same, since {Setting} has the path that OSS signs.")
            : Finding.Warning(
                "callback_path_changed", $"{told}. Callbacks verify all the same, since {Setting} has the path that OSS signs; but nothing tells the gateway of the prefix, so statusUrl and Location lack it.",
                "Have the proxy say what it takes off, and list it: nginx: proxy_set_header X-Forwarded-Prefix /uploads; YARP: { \"RequestHeader\": \"X-Forwarded-Prefix\", \"Set\": \"/uploads\" }; at the gateway SignGateway:ForwardedHeaders:KnownProxies:0=ADDRESS. Recipes: docs/proxies.md.");
    }

    private static Finding? Query(string url, ProbeArrival arrived)
    {
        if (arrived.Query == SentProbe.Query)
            return null;
        var added = Names(arrived.Query).Except(Names(SentProbe.Query), StringComparer.Ordinal).ToList();
        return added.Count > 0
            ? Finding.Fault(
                "callback_query_changed", $"{url}: a proxy adds to the query; OSS signs the query as it sends it, so no callback verifies.",
                "Take out what appends parameters on the callback route. nginx: proxy_pass http://sign_gateway; with nothing behind the name, and no rewrite … ?…; YARP: no QueryValueParameter.")
            : Finding.Warning(
                "callback_query_changed", $"{url}: a proxy writes the query anew. Callback URLs have none, so callbacks verify; but what is written anew here may one day be the body.",
                "nginx: proxy_pass http://sign_gateway; passes it on as it came; look for rewrite and $args. In a firewall, switch URL normalization off for this route.");
    }

    private static IEnumerable<string> Names(string query) => query.TrimStart('?').Split('&').Select(part => part.Split('=')[0]).Where(name => name.Length > 0);

    private static string Decoded(string path) => Uri.UnescapeDataString(path);
}
