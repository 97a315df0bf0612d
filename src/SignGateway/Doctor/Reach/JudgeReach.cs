using System.Globalization;
using SignGateway.Objects;
using SignGateway.Problems;

namespace SignGateway.Doctor.Reach;

/// <summary>Says what it means that a self-call ended as it did.</summary>
internal static class JudgeReach
{
    private const string Setting = $"{PublicUrlOptions.Section}:{nameof(PublicUrlOptions.PublicUrl)}";

    public static IEnumerable<Finding> Of(string url, SelfCallOutcome outcome, AnswerShape? plain) => outcome switch
    {
        SelfCallOutcome.Reached reached =>
        [
            Finding.Ok("callback_reached", string.Create(CultureInfo.InvariantCulture, $"{url}: this gateway answered in {reached.Took.TotalMilliseconds:0} ms; the last hop speaks {reached.Arrived.Protocol}.")),
            .. JudgeArrival.Of(url, reached.Sent, reached.Arrived),
            .. JudgeAnswer.Of(url, reached.Shape, plain),
        ],
        SelfCallOutcome.Foreign { Code: { } code } foreign when code == KnownProblems.CallbackUnsigned.Code =>
        [
            Finding.Fault(
                "callback_other_gateway", $"{url}: a gateway answers ({foreign.Status} {code}), but does not know this one's probe. It has other ticket keys, its clock is over a minute off from this one's, or the body arrives changed beyond recognition (compressed, say).",
                "Give all replicas, and whoever runs the doctor, the same SignGateway:Tickets:Keys and a clock set by NTP; or point the name at the right gateway."),
        ],
        SelfCallOutcome.Foreign { Status: >= 200 and < 300 } foreign =>
            [Finding.Fault("callback_other_gateway", $"{url}: somebody answers {foreign.Status}{By(foreign)}, and it is not this gateway.", $"Point the name, or the proxy's route, at this gateway; or correct {Setting}.")],
        SelfCallOutcome.Foreign foreign => [NotReached($"{url}: the answer is {foreign.Status}{By(foreign)}", FixFor(foreign))],
        SelfCallOutcome.Redirected redirected =>
        [
            Finding.Fault(
                "callback_redirected", $"{url}: the answer is {redirected.Status} and leads to {redirected.Location}; OSS takes anything but 200 for a failed callback.",
                $"Write the address that is led to into {Setting} (https instead of http, the name with or without www, no closing slash taken off), or leave the callback route out of the redirect."),
        ],
        SelfCallOutcome.Unreached unreached =>
        [
            NotReached(
                $"{url}: {unreached.Reason}",
                "Start the gateway; open the port in firewall and security group; see that the proxy listens there. Where only this machine is kept from its own public address (hairpin NAT), run the doctor elsewhere with the same settings."),
        ],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Finding NotReached(string text, string fix) => Finding.Fault("callback_not_reached", $"{text}. OSS would not get further.", fix);

    private static string By(SelfCallOutcome.Foreign foreign) => (foreign.Code, foreign.Server) switch
    {
        ({ } code, _) => $" {code}",
        (_, { Length: > 0 } server) => $" (server: {server})",
        _ => "",
    };

    private static string FixFor(SelfCallOutcome.Foreign foreign) => foreign.Status switch
    {
        404 => $"The path leads nowhere: {Setting} lacks the prefix under which the proxy has the gateway, has one that it has not, or the proxy takes too much off. nginx: location /uploads/ {{ proxy_pass http://sign_gateway/; }} goes with {Setting}=https://HOST/uploads.",
        401 or 403 or 407 => "Something in front asks who calls: OSS has no session and no token. Leave …/v1/callbacks/oss out of sign-in (nginx: auth_basic off; auth_request off;), of bot checks and of address lists.",
        405 => "Something in front takes no POST here: let it through for this route.",
        429 => "Something in front limits how often one address calls; OSS calls for all users from a few. Leave the callback route out.",
        502 or 503 or 504 => "The proxy is there and does not get to the gateway: see that it runs, and what proxy_pass (nginx) or Destinations (YARP) name.",
        _ => "See what answers there, and let POST on the callback route through to this gateway.",
    };
}
