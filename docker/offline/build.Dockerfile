# The image that images are built in: npm beside Node.js, and the authorities that this machine trusts.
ARG BASE_IMAGE
FROM ${BASE_IMAGE}
ARG NPM
COPY ${NPM} /tmp/
RUN mkdir -p /usr/local/lib/node_modules/npm \
 && tar -xzf /tmp/${NPM} -C /usr/local/lib/node_modules/npm --strip-components 1 \
 && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && rm /tmp/${NPM}
COPY authorities.crt /etc/ssl/certs/ca-certificates.crt
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
