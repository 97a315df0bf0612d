using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace SignGateway.Doctor.Reach;

/// <summary>Shakes hands as OSS does, once naming the host and once not, and judges the certificate that comes. Nothing is sent over the connection.</summary>
internal sealed class LookAtTls(Outside outside, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <summary>What was found; empty where there is no connection at all, which the self-call tells of.</summary>
    public async Task<IReadOnlyList<Finding>> ExecuteAsync(Uri url, CancellationToken cancellationToken)
    {
        if (await ShakeAsync(url, url.IdnHost, cancellationToken) is not { } named)
            return [];
        if (named.Wrong is not null)
        {
            return [Finding.Fault(
                "tls_invalid", $"{url.Authority}: {named.Wrong}.",
                $"Serve a certificate for {url.Host} of a public authority, with its intermediates. nginx: ssl_certificate fullchain.pem (not cert.pem). See: openssl s_client -connect {url.IdnHost}:{url.Port} -servername {url.IdnHost}")];
        }

        var unnamed = await ShakeAsync(url, "", cancellationToken);
        return [Lasting(url, named), .. unnamed?.Wrong is { } wrong ? [WithoutSni(url, wrong)] : Array.Empty<Finding>()];
    }

    private Finding Lasting(Uri url, TlsVerdict verdict) => verdict.EndsAt - time.GetUtcNow() < Soon
        ? Finding.Warning("tls_ends_soon", $"{url.Authority}: the certificate ends at {verdict.EndsAt:u}.", "Renew it, and see why what renews it has not: callbacks fail the moment it ends.")
        : Finding.Ok("tls", $"{url.Authority}: {verdict.Told}, until {verdict.EndsAt:yyyy-MM-dd}.");

    // Every grant says callbackSNI where a PublicUrl is https, so this is no fault by OSS's present documentation.
    private static Finding WithoutSni(Uri url, string wrong) => Finding.Warning(
        "tls_without_sni",
        $"{url.Authority}: whoever does not name the host in the handshake gets another answer: {wrong}. Grants set callbackSNI, so that OSS does name it, as its present documentation says; "
        + "older editions (it is not known up to which) say that OSS cannot, and callbacks made elsewhere without callbackSNI fail.",
        $"If callbacks fail with 502 or \"can not connect\", make the certificate of {url.Host} the default one of its address. nginx: listen 443 ssl default_server; in its server block.");

    private async Task<TlsVerdict?> ShakeAsync(Uri url, string name, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        NetworkStream connection;
        try
        {
            connection = await outside.ConnectAsync(url.IdnHost, url.Port, either.Token);
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }

        await using var stream = new SslStream(connection);
        return await ShakeAsync(stream, url, name, either.Token, cancellationToken);
    }

    private async Task<TlsVerdict> ShakeAsync(SslStream stream, Uri url, string name, CancellationToken either, CancellationToken cancellationToken)
    {
        string? wrong = null;
        DateTimeOffset? endsAt = null;
        var subject = "";
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = name, CertificateChainPolicy = outside.Trust?.Clone(), RemoteCertificateValidationCallback = See }, either);
            return new TlsVerdict(wrong, endsAt, $"{stream.SslProtocol}, certificate {subject}");
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new TlsVerdict("the TLS handshake fails", null, "");
        }

        // Says yes to all: nothing is sent, and the verdict is ours, as without a name there is none to compare.
        bool See(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            if (certificate is not X509Certificate2 seen)
            {
                wrong = "there is no certificate";
                return true;
            }

            endsAt = new DateTimeOffset(seen.NotAfter);
            subject = seen.GetNameInfo(X509NameType.DnsName, forIssuer: false);
            var statuses = chain?.ChainStatus.Select(status => status.Status).Distinct().ToList() ?? [];
            if (!seen.MatchesHostname(url.IdnHost))
                wrong = $"the certificate is for {subject}, not for {url.Host}";
            else if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
                wrong = $"the certificate for {subject} is not trusted ({string.Join(", ", statuses)})";
            return true;
        }
    }
}
