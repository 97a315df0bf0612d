using System.Globalization;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Requests;
using SignGateway.Protocol.Values;

namespace SignGateway.Protocol.Multipart;

/// <summary>Signs PUTs of the parts of one multipart upload into their queries (V4). Part number and upload id are among what is signed; the key is derived once for all parts.</summary>
public sealed class PartQueries
{
    private readonly SigningRequest _request;
    private readonly OssCredentials _credentials;
    private readonly byte[] _signingKey;
    private readonly string _uploadId;
    private readonly string _region;
    private readonly DateTimeOffset _time;
    private readonly TimeSpan _life;

    /// <summary>Prepares what all parts share.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="uploadId">OSS's id of the multipart upload.</param>
    /// <param name="credentials">Who signs.</param>
    /// <param name="region">The bucket's region.</param>
    /// <param name="time">The time of signing.</param>
    /// <param name="life">How long the queries work: whole seconds, at most seven days.</param>
    public PartQueries(string bucket, string key, string uploadId, OssCredentials credentials, string region, DateTimeOffset time, TimeSpan life)
    {
        _request = new SigningRequest("PUT", bucket, key, new Dictionary<string, string>(), new Dictionary<string, string?>(), []);
        _credentials = credentials;
        _signingKey = SigningKeyV4.Derive(credentials.AccessKeySecret, time, region);
        _uploadId = uploadId;
        _region = region;
        _time = time;
        _life = life;
    }

    /// <summary>The query of the part of a number, as it stands in a URL behind the question mark.</summary>
    public string Of(int number)
    {
        var query = new Dictionary<string, string?> { ["partNumber"] = number.ToString(CultureInfo.InvariantCulture), ["uploadId"] = _uploadId };
        var signed = RequestSignatureV4.PresignedQuery(_request with { Query = query }, _credentials, _signingKey, _region, _time, _life);
        return RequestSignatureV4.ToText(signed);
    }
}
