namespace SignGateway.Doctor.Oss;

/// <summary>The rule that lets pages upload and read the answer, as PutBucketCors takes it and the OSS console asks for it.</summary>
internal static class CorsRuleText
{
    public static readonly IReadOnlyList<string> Exposed = ["ETag", "x-oss-request-id"];

    public static string Of(IEnumerable<string> origins, IEnumerable<string> methods) => $"""
        <CORSRule>
        {Lines("AllowedOrigin", origins)}
        {Lines("AllowedMethod", methods)}
          <AllowedHeader>*</AllowedHeader>
        {Lines("ExposeHeader", Exposed)}
          <MaxAgeSeconds>600</MaxAgeSeconds>
        </CORSRule>
        """;

    private static string Lines(string element, IEnumerable<string> values) => string.Join('\n', values.Select(value => $"  <{element}>{value}</{element}>"));
}
